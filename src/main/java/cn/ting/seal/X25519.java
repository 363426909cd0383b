package cn.ting.seal;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;

/** X25519 (RFC 7748) as the JDK has it, with keys as the 32 bytes in which they are kept and sent. */
final class X25519 {

    static final int KEY_BYTES = 32;

    /** What stands before the 32 bytes of a key in SubjectPublicKeyInfo and in PKCS #8 (RFC 8410, 4 and 7). */
    private static final byte[] BEFORE_PUBLIC = HexFormat.of().parseHex("302a300506032b656e032100");
    private static final byte[] BEFORE_PRIVATE = HexFormat.of().parseHex("302e020100300506032b656e04220420");

    private X25519() {}

    /** A fresh private key: any 32 bytes are one (RFC 7748, 5). */
    static byte[] fresh() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** The public key of a private one: what the function makes of the base point, u = 9. */
    static byte[] publicOf(byte[] privateKey) {
        byte[] basePoint = new byte[KEY_BYTES];
        basePoint[0] = 9;
        try {
            return agree(privateKey, basePoint);
        } catch (InvalidKeyException never) {
            throw new IllegalStateException("the base point is of the large order", never);
        }
    }

    /**
     * The secret both sides share.
     *
     * @throws InvalidKeyException when a key has not 32 bytes, or the secret is all zero, as with the points of small order: then
     *     it would be known to everybody (RFC 7748, 6.1; RFC 9180, 7.1.4)
     */
    static byte[] agree(byte[] privateKey, byte[] publicKey) throws InvalidKeyException {
        if (privateKey.length != KEY_BYTES || publicKey.length != KEY_BYTES) {
            throw new InvalidKeyException("an X25519 key has 32 bytes");
        }
        try {
            KeyFactory keys = KeyFactory.getInstance("X25519");
            PrivateKey own = keys.generatePrivate(new PKCS8EncodedKeySpec(Octets.concat(BEFORE_PRIVATE, privateKey)));
            PublicKey other = keys.generatePublic(new X509EncodedKeySpec(Octets.concat(BEFORE_PUBLIC, publicKey)));
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(own);
            agreement.doPhase(other, true);
            byte[] secret = agreement.generateSecret();
            if (isZero(secret)) {
                throw new InvalidKeyException("a shared secret of zeros");
            }
            return secret;
        } catch (InvalidKeyException refused) {
            throw refused;
        } catch (GeneralSecurityException refused) {
            throw new InvalidKeyException("not an X25519 key", refused);
        }
    }

    private static boolean isZero(byte[] secret) {
        int all = 0;
        for (byte each : secret) {
            all |= each;
        }
        return all == 0;
    }
}
