package cn.ting.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hybrid public key encryption (RFC 9180), base mode, one message a key: DHKEM(X25519, HKDF-SHA256) and HKDF-SHA256 with AES-GCM of
 * either length. Every sealing draws a key of its own, so that nobody but the recipient opens it, its sender neither.
 */
final class Hpke {

    /** The ciphers, with their number at IANA and the length of their keys. */
    enum Aead {
        AES_128_GCM(1, 16),
        AES_256_GCM(2, 32);

        private final int number;
        private final int keyBytes;

        Aead(int number, int keyBytes) {
            this.number = number;
            this.keyBytes = keyBytes;
        }
    }

    /**
     * What travels.
     *
     * @param enc the sender's public key for this one message, 32 bytes
     * @param ct ciphertext and tag
     */
    record Box(byte[] enc, byte[] ct) {}

    private static final int X25519_HKDF_SHA256 = 0x0020;
    private static final int HKDF_SHA256 = 0x0001;
    private static final int HASH_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] BASE_MODE = {0};
    private static final byte[] NOTHING = {};
    private static final byte[] VERSION = ascii("HPKE-v1");
    private static final byte[] KEM_SUITE = Octets.concat(ascii("KEM"), Octets.two(X25519_HKDF_SHA256));

    private final Aead aead;
    private final byte[] suite;

    Hpke(Aead aead) {
        this.aead = aead;
        this.suite = Octets.concat(
                ascii("HPKE"), Octets.two(X25519_HKDF_SHA256), Octets.two(HKDF_SHA256), Octets.two(aead.number));
    }

    /**
     * Seals to a public key.
     *
     * @param once a private key for this message alone, see {@link X25519#fresh}
     * @throws InvalidKeyException when the recipient's key is none to seal to
     */
    Box seal(byte[] once, byte[] recipient, byte[] info, byte[] aad, byte[] plain) throws InvalidKeyException {
        byte[] enc = X25519.publicOf(once);
        byte[] shared = shared(X25519.agree(once, recipient), enc, recipient);
        try {
            return new Box(enc, cipher(Cipher.ENCRYPT_MODE, shared, info, aad).doFinal(plain));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("AES-GCM encrypts whatever it is given", never);
        }
    }

    /**
     * Opens what was sealed to the public key of this private one.
     *
     * @throws GeneralSecurityException when it was not, or was changed, or is bound to another {@code info} or {@code aad}
     */
    byte[] open(byte[] recipient, Box box, byte[] info, byte[] aad) throws GeneralSecurityException {
        if (box.ct().length < TAG_BITS / Byte.SIZE) {
            // The JDK's cipher would throw what is no GeneralSecurityException.
            throw new AEADBadTagException("shorter than a tag");
        }
        byte[] shared = shared(X25519.agree(recipient, box.enc()), box.enc(), X25519.publicOf(recipient));
        return cipher(Cipher.DECRYPT_MODE, shared, info, aad).doFinal(box.ct());
    }

    /** ExtractAndExpand of the KEM (RFC 9180, 4.1). */
    private static byte[] shared(byte[] agreed, byte[] enc, byte[] recipient) {
        byte[] prk = extract(KEM_SUITE, NOTHING, "eae_prk", agreed);
        return expand(KEM_SUITE, prk, "shared_secret", Octets.concat(enc, recipient), HASH_BYTES);
    }

    /** The key schedule (RFC 9180, 5.1), and the cipher for the first message of its context. */
    private Cipher cipher(int mode, byte[] shared, byte[] info, byte[] aad) throws GeneralSecurityException {
        byte[] context = Octets.concat(
                BASE_MODE, extract(suite, NOTHING, "psk_id_hash", NOTHING), extract(suite, NOTHING, "info_hash", info));
        byte[] secret = extract(suite, shared, "secret", NOTHING);
        byte[] key = expand(suite, secret, "key", context, aead.keyBytes);
        byte[] nonce = expand(suite, secret, "base_nonce", context, NONCE_BYTES);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(aad);
        return cipher;
    }

    /** LabeledExtract (RFC 9180, 4); a salt of nothing is one of zeros (RFC 5869, 2.2). */
    private static byte[] extract(byte[] suite, byte[] salt, String label, byte[] from) {
        return hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt, VERSION, suite, ascii(label), from);
    }

    /** LabeledExpand (RFC 9180, 4); what is asked for here is never longer than one hash. */
    private static byte[] expand(byte[] suite, byte[] prk, String label, byte[] info, int bytes) {
        byte[] first = hmac(prk, Octets.two(bytes), VERSION, suite, ascii(label), info, new byte[] {1});
        return Arrays.copyOf(first, bytes);
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every Java platform has HmacSHA256", never);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
