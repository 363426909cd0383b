package cn.ting.tuf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;

/**
 * Someone who signs.
 *
 * @param keyId any word; by default the hash of the key alone, which is not what the specification's own id would be
 * @param type as metadata names it
 * @param scheme as metadata names it
 */
public record Pen(String keyId, String type, String scheme, KeyPair keys) {

    /** One for all, for it takes a second to make, and not before somebody wants it. */
    private static final class Rsa {
        private static final KeyPair KEYS = rsa();
    }

    public static Pen ed25519() {
        return of("ed25519", "ed25519");
    }

    public static Pen ecdsa() {
        return of("ecdsa", "ecdsa-sha2-nistp256");
    }

    static Pen of(String type, String scheme) {
        try {
            KeyPair keys = switch (type) {
                case "ed25519" -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                case "rsa" -> Rsa.KEYS;
                default -> curve(scheme.endsWith("384") ? "secp384r1" : "secp256r1");
            };
            return new Pen(TufRepository.hex(TufRepository.sha256(keys.getPublic().getEncoded())), type, scheme, keys);
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }

    private static KeyPair curve(String name) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(name));
        return generator.generateKeyPair();
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }

    /** The same keys under other words. */
    Pen as(String anotherId, String anotherType, String anotherScheme) {
        return new Pen(anotherId, anotherType, anotherScheme, keys);
    }

    void describe(ObjectNode key) {
        PublicKey half = keys.getPublic();
        key.put("keytype", type).put("scheme", scheme);
        key.putObject("keyval").put("public", half.getAlgorithm().equals("EdDSA")
                ? TufRepository.hex(half.getEncoded()).substring(24)
                : "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(half.getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
    }

    public String sign(byte[] bytes) {
        try {
            String algorithm = switch (keys.getPublic().getAlgorithm()) {
                case "EdDSA" -> "Ed25519";
                case "RSA" -> scheme.equals("rsassa-pss-sha256") ? "RSASSA-PSS" : "SHA256withRSA";
                default -> scheme.endsWith("384") ? "SHA384withECDSA" : "SHA256withECDSA";
            };
            Signature pen = Signature.getInstance(algorithm);
            if (algorithm.equals("RSASSA-PSS")) {
                pen.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            pen.initSign(keys.getPrivate());
            pen.update(bytes);
            return TufRepository.hex(pen.sign());
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }
}
