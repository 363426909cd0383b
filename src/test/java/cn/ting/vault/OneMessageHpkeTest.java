package cn.ting.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.vault.OneMessageHpke.Pair;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The platform's own HPKE against RFC 9180's vectors, and the contract's examples against keys that everybody may have. */
class OneMessageHpkeTest {

    private static final Path EXAMPLES = Path.of(System.getProperty("project.root", "."), "src/docs/contract/examples");

    private static final byte[] INFO = hex("4f6465206f6e2061204772656369616e2055726e");
    private static final byte[] AAD = hex("436f756e742d30");
    private static final String PLAIN = "Beauty is truth, truth beauty";

    /** The recipients' keys of the two vectors; the first is the device's in the examples, the second the platform's. */
    private static final Pair FIRST = pair("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8",
            "3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d");
    private static final Pair SECOND = pair("497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d",
            "430f4b9859665145a6b1ba274024487bd66f03a2dd577d7753c68d7d7d00c00c");

    @ParameterizedTest
    @CsvSource(textBlock = """
            16, 52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736, \
            37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431, \
            f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a
            32, 179d4b53b6365c45b600c4163b61d95cbc2f4d9e36f1695558dce265ab8bab11, \
            6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256, \
            e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be9931980a41de125a925cdad859d5b7a
            """)
    void theVectorsOfTheStandard(int keyBytes, String once, String enc, String ct) throws GeneralSecurityException {
        OneMessageHpke hpke = new OneMessageHpke(keyBytes);
        Pair recipient = keyBytes == 16 ? FIRST : SECOND;

        assertEquals(PLAIN, new String(hpke.open(recipient, hex(enc), INFO, AAD, hex(ct)), StandardCharsets.US_ASCII));
        assertEquals(ct, HexFormat.of().formatHex(
                hpke.seal(pair(once, enc), recipient.open(), INFO, AAD, PLAIN.getBytes(StandardCharsets.US_ASCII))));
        assertThrows(GeneralSecurityException.class, () -> hpke.open(recipient, hex(enc), INFO, AAD, new byte[15]));
        assertThrows(GeneralSecurityException.class, () -> hpke.open(recipient, new byte[32], INFO, AAD, hex(ct)));
    }

    @Test
    void aNewPairIsAPair() throws GeneralSecurityException {
        OneMessageHpke hpke = new OneMessageHpke(32);
        for (int turn = 0; turn < 20; turn++) {
            Pair recipient = OneMessageHpke.newPair();
            Pair once = OneMessageHpke.newPair();
            byte[] ct = hpke.seal(once, recipient.open(), INFO, AAD, AAD);
            assertEquals("Count-0", new String(hpke.open(recipient, once.open(), INFO, AAD, ct), StandardCharsets.US_ASCII));
        }
    }

    /** Whoever builds a platform can try it on the contract's examples: their keys are those of the vectors. */
    @Test
    void theExamplesOfTheContractOpen() throws IOException, GeneralSecurityException {
        JsonNode issued = example("queue.ticket-issued").path("person").path("sealed");
        JsonNode person = new ObjectMapper().readTree(opened(SECOND, issued,
                "kiosk-1/q3Jx0cF1T0mZkq2c8m0o4A/19 cn.ting.queue.ticket-issued"));
        assertEquals("{\"name\":\"张小三\",\"number\":\"999901195001010019\"}", person.toString());

        JsonNode day = example("naming").path("days").path(0);
        byte[] key = opened(FIRST, day.path("key"), "demo 2026-11-23");
        assertEquals("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", HexFormat.of().formatHex(key));
    }

    private static byte[] opened(Pair key, JsonNode sealed, String boundTo) throws GeneralSecurityException {
        byte[] info = ("ting/1 " + sealed.path("alg").asText() + " " + sealed.path("kid").asText()).getBytes(StandardCharsets.UTF_8);
        return new OneMessageHpke(32).open(key, base64(sealed.path("enc")), info, boundTo.getBytes(StandardCharsets.UTF_8),
                base64(sealed.path("ct")));
    }

    private static JsonNode example(String name) throws IOException {
        return new ObjectMapper().readTree(EXAMPLES.resolve(name + ".json").toFile());
    }

    private static Pair pair(String secret, String open) {
        return new Pair(hex(secret), hex(open));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.strip());
    }

    private static byte[] base64(JsonNode written) {
        return Base64.getUrlDecoder().decode(written.asText());
    }
}
