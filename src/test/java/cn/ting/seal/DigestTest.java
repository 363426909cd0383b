package cn.ting.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DigestTest {

    /** The digest of "abc", FIPS 180-2, appendix B.1. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void parts_are_digested_one_after_the_other() {
        assertEquals(OF_ABC, HexFormat.of().formatHex(Digest.sha256(bytes("a"), bytes(""), bytes("bc"))));
    }

    @Test
    void what_a_digest_took_that_came_to_no_end_is_not_in_the_next() {
        Digest.Repeated digest = Digest.repeated();
        assertThrows(NullPointerException.class, () -> digest.sha256(bytes("left behind"), null));

        assertEquals(OF_ABC, HexFormat.of().formatHex(digest.sha256(bytes("abc"))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
