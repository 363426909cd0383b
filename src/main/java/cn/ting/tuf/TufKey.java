package cn.ting.tuf;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public key of the root metadata. Schemes: {@code ed25519} (RFC 8032), {@code ecdsa-sha2-nistp256} (FIPS 186-4, the signature in DER) and
 * {@code rsassa-pss-sha256} (RFC 3447). A key of another scheme verifies nothing.
 *
 * @param scheme as the metadata names it
 * @param text the key's value as it stands there, by which two keys are the same
 */
record TufKey(String scheme, String text) {

    /** What stands before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410, 4). */
    private static final String ED25519_HEAD = "302a300506032b6570032100";

    static TufKey of(JsonNode key) throws TufException {
        String scheme = key.path("scheme").asText();
        String value = key.path("keyval").path("public").asText();
        if (scheme.isEmpty() || value.isEmpty() || key.path("keytype").asText().isEmpty()) {
            throw new TufException(TufException.Why.MALFORMED, "a key without type, scheme or value");
        }
        return new TufKey(scheme, value.strip());
    }

    /** True when the signature, in hexadecimal, is this key's over the bytes; never throws for one that is not. */
    boolean verifies(byte[] signed, String signature) {
        try {
            Signature verifier = verifier();
            verifier.update(signed);
            return verifier.verify(HexFormat.of().parseHex(signature));
        } catch (GeneralSecurityException | IllegalArgumentException notASignature) {
            return false;
        }
    }

    private Signature verifier() throws GeneralSecurityException {
        Signature verifier;
        switch (scheme) {
            case "ed25519" -> {
                verifier = Signature.getInstance("Ed25519");
                verifier.initVerify(key("Ed25519", HexFormat.of().parseHex(ED25519_HEAD + text)));
            }
            case "ecdsa-sha2-nistp256" -> {
                verifier = Signature.getInstance("SHA256withECDSA");
                verifier.initVerify(key("EC", pem()));
            }
            case "rsassa-pss-sha256" -> {
                verifier = Signature.getInstance("RSASSA-PSS");
                verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
                verifier.initVerify(key("RSA", pem()));
            }
            default -> throw new GeneralSecurityException("no scheme " + scheme);
        }
        return verifier;
    }

    private static PublicKey key(String algorithm, byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
    }

    private byte[] pem() {
        return Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    }
}
