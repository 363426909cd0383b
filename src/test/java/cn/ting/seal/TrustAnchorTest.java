package cn.ting.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.catalogue.TestPen;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustAnchorTest {

    private static final String TYPE = "application/vnd.ting.sample+json";

    /** The key of RFC 8410, 10.1, and what signs with it elsewhere cannot be opened. */
    @Test
    void aKeyAsTheStandardWritesItIsTaken() {
        TrustAnchor anchor = new TrustAnchor("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=");
        assertThrows(BadSealException.class, () -> anchor.open(new TestPen().sign(TYPE, bytes("{}")), TYPE));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "MCow", "no base64 at all",
        // An X25519 key, an Ed25519 key without its last byte, and one with a byte too many.
        "302a300506032b656e03210019bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1",
        "302a300506032b657003210019bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166",
        "302a300506032b657003210019bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e100"
    })
    void whatIsNoSuchKeyIsRefused(String written) {
        String base64 = written.startsWith("302a") ? Base64.getEncoder().encodeToString(HexFormat.of().parseHex(written)) : written;
        assertEquals("not an Ed25519 public key in base64",
                assertThrows(IllegalArgumentException.class, () -> new TrustAnchor(base64)).getMessage());
    }

    @Test
    void onlyWhatThisKeySignedIsOpenedAndOnlyAsWhatItWasSigned() throws BadSealException {
        TestPen pen = new TestPen();
        TrustAnchor anchor = new TrustAnchor(pen.publicKey());
        byte[] envelope = pen.sign(TYPE, bytes("{\"version\":7}"));

        assertEquals("{\"version\":7}", new String(anchor.open(envelope, TYPE), StandardCharsets.UTF_8));
        assertThrows(BadSealException.class, () -> anchor.open(envelope, TYPE + "x"));
        assertThrows(BadSealException.class, () -> new TrustAnchor(new TestPen().publicKey()).open(envelope, TYPE));
        String other = Base64.getEncoder().encodeToString(bytes("{\"version\":8}"));
        String ours = Base64.getEncoder().encodeToString(bytes("{\"version\":7}"));
        byte[] changed = bytes(new String(envelope, StandardCharsets.UTF_8).replace(ours, other));
        assertThrows(BadSealException.class, () -> anchor.open(changed, TYPE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "null", "{\"payloadType\":\"application/vnd.ting.sample+json\",\"payload\":\"!\",\"signatures\":[]}"})
    void whatIsNoEnvelopeIsRefused(String text) {
        assertThrows(BadSealException.class, () -> new TrustAnchor(new TestPen().publicKey()).open(bytes(text), TYPE));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
