package cn.ting.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sealing against the vectors of RFC 9180: A.1.1 for AES-128-GCM; for AES-256-GCM those its appendix refers to, test-vectors.json of the CFRG. */
class HpkeTest {

    private static final byte[] INFO = hex("4f6465206f6e2061204772656369616e2055726e");
    private static final byte[] PLAIN = hex("4265617574792069732074727574682c20747275746820626561757479");
    private static final byte[] AAD = hex("436f756e742d30");

    @ParameterizedTest
    @CsvSource(textBlock = """
            AES_128_GCM, \
            52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736, \
            37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431, \
            4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8, \
            3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d, \
            f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a
            AES_256_GCM, \
            179d4b53b6365c45b600c4163b61d95cbc2f4d9e36f1695558dce265ab8bab11, \
            6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256, \
            497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d, \
            430f4b9859665145a6b1ba274024487bd66f03a2dd577d7753c68d7d7d00c00c, \
            e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be9931980a41de125a925cdad859d5b7a
            """)
    void theVectorsOfTheStandard(Hpke.Aead aead, String once, String enc, String secret, String open, String ct)
            throws GeneralSecurityException {
        assertEquals(enc, hex(X25519.publicOf(hex(once))));
        assertEquals(open, hex(X25519.publicOf(hex(secret))));
        Hpke hpke = new Hpke(aead);

        Hpke.Box box = hpke.seal(hex(once), hex(open), INFO, AAD, PLAIN);

        assertEquals(enc, hex(box.enc()));
        assertEquals(ct, hex(box.ct()));
        assertArrayEquals(PLAIN, hpke.open(hex(secret), new Hpke.Box(hex(enc), hex(ct)), INFO, AAD));
    }

    /** RFC 7748, 6.1. */
    @Test
    void theVectorOfTheCurve() throws InvalidKeyException {
        assertEquals("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742", hex(X25519.agree(
                hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"),
                hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"))));
    }

    /** The points of small order and their other spellings: what is agreed with one is zero for everybody. */
    @ParameterizedTest
    @ValueSource(strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000080"
    })
    void aKeyOfSmallOrderIsNoneToSealTo(String point) {
        assertThrows(InvalidKeyException.class, () -> X25519.agree(X25519.fresh(), hex(point)));
        assertThrows(IllegalArgumentException.class, () -> new SealingKey("k", Octets.written(hex(point))));
        assertThrows(GeneralSecurityException.class,
                () -> Sealed.HPKE.open(X25519.fresh(), new Hpke.Box(hex(point), new byte[16]), INFO, AAD));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 4096})
    void aKeyOfAnotherLengthIsNone(int bytes) {
        assertThrows(InvalidKeyException.class, () -> X25519.agree(X25519.fresh(), new byte[bytes]));
        assertThrows(InvalidKeyException.class, () -> X25519.agree(new byte[bytes], X25519.publicOf(X25519.fresh())));
    }

    @Test
    void whateverByteIsChangedNothingIsOpened() throws GeneralSecurityException {
        byte[] secret = X25519.fresh();
        Hpke.Box box = Sealed.HPKE.seal(X25519.fresh(), X25519.publicOf(secret), INFO, AAD, PLAIN);
        assertArrayEquals(PLAIN, Sealed.HPKE.open(secret, box, INFO, AAD));

        for (int at = 0; at < box.enc().length; at++) {
            Hpke.Box changed = new Hpke.Box(flipped(box.enc(), at), box.ct());
            assertThrows(GeneralSecurityException.class, () -> Sealed.HPKE.open(secret, changed, INFO, AAD), "enc " + at);
        }
        for (int at = 0; at < box.ct().length; at++) {
            Hpke.Box changed = new Hpke.Box(box.enc(), flipped(box.ct(), at));
            assertThrows(GeneralSecurityException.class, () -> Sealed.HPKE.open(secret, changed, INFO, AAD), "ct " + at);
        }
        for (int length = 0; length < box.ct().length; length++) {
            Hpke.Box torn = new Hpke.Box(box.enc(), Arrays.copyOf(box.ct(), length));
            assertThrows(GeneralSecurityException.class, () -> Sealed.HPKE.open(secret, torn, INFO, AAD), "torn at " + length);
        }
        assertThrows(GeneralSecurityException.class, () -> Sealed.HPKE.open(secret, box, flipped(INFO, 3), AAD));
        assertThrows(GeneralSecurityException.class, () -> Sealed.HPKE.open(secret, box, INFO, flipped(AAD, 3)));
        assertThrows(GeneralSecurityException.class, () -> Sealed.HPKE.open(X25519.fresh(), box, INFO, AAD));
    }

    /** The lowest bit, since the topmost one of a public key means nothing (RFC 7748, 5). */
    private static byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return changed;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.strip());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
