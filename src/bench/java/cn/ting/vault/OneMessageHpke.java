package cn.ting.vault;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * RFC 9180 in base mode, one message a key: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-GCM with a key of 16 or 32 bytes. Written
 * down as the RFC's section 4 and 5 are, one function each.
 */
public final class OneMessageHpke {

    private static final int KEY_BYTES = 32;

    private final int aeadKeyBytes;
    private final byte[] kemSuite = {'K', 'E', 'M', 0x00, 0x20};
    private final byte[] suite;

    /** A key pair as the 32 bytes of each half. */
    public record Pair(byte[] secret, byte[] open) {}

    /** @param aeadKeyBytes 16 for AES-128-GCM, 32 for AES-256-GCM */
    public OneMessageHpke(int aeadKeyBytes) {
        this.aeadKeyBytes = aeadKeyBytes;
        this.suite = new byte[] {'H', 'P', 'K', 'E', 0x00, 0x20, 0x00, 0x01, 0x00, (byte) (aeadKeyBytes == 16 ? 1 : 2)};
    }

    public static Pair newPair() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
            return new Pair(((XECPrivateKey) pair.getPrivate()).getScalar().orElseThrow(), bytes((XECPublicKey) pair.getPublic()));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every Java platform from 11 on has X25519", never);
        }
    }

    /** Opens one message; its sender's key stands in {@code enc}. */
    public byte[] open(Pair recipient, byte[] enc, byte[] info, byte[] aad, byte[] ciphertext) throws GeneralSecurityException {
        if (ciphertext.length < 16) {
            throw new AEADBadTagException("no tag");
        }
        byte[] shared = extractAndExpand(dh(recipient.secret, enc), concat(enc, recipient.open));
        return context(Cipher.DECRYPT_MODE, shared, info, aad).doFinal(ciphertext);
    }

    /** Seals one message with a sender's key made for it; {@code enc} is that key's open half. */
    public byte[] seal(Pair sender, byte[] recipient, byte[] info, byte[] aad, byte[] plaintext) throws GeneralSecurityException {
        byte[] shared = extractAndExpand(dh(sender.secret, recipient), concat(sender.open, recipient));
        return context(Cipher.ENCRYPT_MODE, shared, info, aad).doFinal(plaintext);
    }

    private Cipher context(int mode, byte[] shared, byte[] info, byte[] aad) throws GeneralSecurityException {
        byte[] pskIdHash = labeledExtract(suite, new byte[0], "psk_id_hash", new byte[0]);
        byte[] infoHash = labeledExtract(suite, new byte[0], "info_hash", info);
        byte[] keyScheduleContext = concat(new byte[] {0x00}, pskIdHash, infoHash);
        byte[] secret = labeledExtract(suite, shared, "secret", new byte[0]);
        byte[] key = labeledExpand(suite, secret, "key", keyScheduleContext, aeadKeyBytes);
        byte[] baseNonce = labeledExpand(suite, secret, "base_nonce", keyScheduleContext, 12);
        Cipher aead = Cipher.getInstance("AES/GCM/NoPadding");
        aead.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, baseNonce));
        aead.updateAAD(aad);
        return aead;
    }

    private byte[] extractAndExpand(byte[] dh, byte[] kemContext) throws GeneralSecurityException {
        byte[] eaePrk = labeledExtract(kemSuite, new byte[0], "eae_prk", dh);
        return labeledExpand(kemSuite, eaePrk, "shared_secret", kemContext, 32);
    }

    private static byte[] labeledExtract(byte[] suite, byte[] salt, String label, byte[] ikm) throws GeneralSecurityException {
        return extract(salt, concat(ascii("HPKE-v1"), suite, ascii(label), ikm));
    }

    private static byte[] labeledExpand(byte[] suite, byte[] prk, String label, byte[] info, int length) throws GeneralSecurityException {
        byte[] i2osp = ByteBuffer.allocate(2).putShort((short) length).array();
        return expand(prk, concat(i2osp, ascii("HPKE-v1"), suite, ascii(label), info), length);
    }

    /** HKDF-Extract, RFC 5869. */
    private static byte[] extract(byte[] salt, byte[] ikm) throws GeneralSecurityException {
        return hmac(salt.length > 0 ? salt : new byte[32], ikm);
    }

    /** HKDF-Expand, RFC 5869, for as many blocks as it takes. */
    private static byte[] expand(byte[] prk, byte[] info, int length) throws GeneralSecurityException {
        ByteArrayOutputStream okm = new ByteArrayOutputStream();
        byte[] block = new byte[0];
        for (int n = 1; okm.size() < length; n++) {
            block = hmac(prk, concat(block, info, new byte[] {(byte) n}));
            okm.writeBytes(block);
        }
        return Arrays.copyOf(okm.toByteArray(), length);
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    private static byte[] dh(byte[] secret, byte[] open) throws GeneralSecurityException {
        if (open.length != KEY_BYTES) {
            throw new InvalidKeyException("a public key of " + open.length + " bytes");
        }
        KeyFactory keys = KeyFactory.getInstance("X25519");
        PrivateKey own = keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret));
        PublicKey other = keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, u(open)));
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(own);
        agreement.doPhase(other, true);
        return agreement.generateSecret();
    }

    /** The coordinate in 32 bytes, the lowest first; the topmost bit is none of it (RFC 7748, 5). */
    private static BigInteger u(byte[] littleEndian) {
        byte[] bigEndian = reversed(littleEndian);
        bigEndian[0] &= 0x7f;
        return new BigInteger(1, bigEndian);
    }

    private static byte[] bytes(XECPublicKey key) {
        byte[] bigEndian = key.getU().toByteArray();
        byte[] littleEndian = new byte[KEY_BYTES];
        for (int i = 0; i < Math.min(KEY_BYTES, bigEndian.length); i++) {
            littleEndian[i] = bigEndian[bigEndian.length - 1 - i];
        }
        return littleEndian;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
