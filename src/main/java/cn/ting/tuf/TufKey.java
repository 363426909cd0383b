package cn.ting.tuf;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * A public key of the root metadata. A key whose scheme is not among {@link Scheme}, whose type does not fit its scheme or whose value is no
 * key of it, verifies nothing, and is no reason to refuse the root: it is for other clients.
 */
public final class TufKey {

    /** What stands before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410, 4). */
    private static final String ED25519_HEAD = "302a300506032b6570032100";

    private static final BigInteger P256 = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final BigInteger P384 = new BigInteger(
            "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973", 16);
    private static final int LEAST_RSA_BITS = 2048;

    /** The schemes that are verified: those of the specification (4.4), and two more that repositories in use have. */
    private enum Scheme {
        /** RFC 8032. */
        ED25519("ed25519", Set.of("ed25519"), "Ed25519", "Ed25519"),
        /** FIPS 186-5, the signature in DER. The second name of its type is of metadata before 2020. */
        ECDSA_P256("ecdsa-sha2-nistp256", Set.of("ecdsa", "ecdsa-sha2-nistp256"), "EC", "SHA256withECDSA"),
        ECDSA_P384("ecdsa-sha2-nistp384", Set.of("ecdsa", "ecdsa-sha2-nistp384"), "EC", "SHA384withECDSA"),
        /** RFC 8017, with a salt of 32 bytes. */
        RSA_PSS("rsassa-pss-sha256", Set.of("rsa"), "RSA", "RSASSA-PSS"),
        RSA_PKCS1("rsa-pkcs1v15-sha256", Set.of("rsa"), "RSA", "SHA256withRSA");

        private final String name;
        private final Set<String> types;
        private final String keys;
        private final String signatures;

        Scheme(String name, Set<String> types, String keys, String signatures) {
            this.name = name;
            this.types = types;
            this.keys = keys;
            this.signatures = signatures;
        }

        static Optional<Scheme> of(String name, String type) {
            for (Scheme scheme : values()) {
                if (scheme.name.equals(name) && scheme.types.contains(type)) {
                    return Optional.of(scheme);
                }
            }
            return Optional.empty();
        }

        /** Whether a key is as strong as the scheme's name says. */
        boolean fits(PublicKey key) {
            return switch (this) {
                case ED25519 -> true;
                case ECDSA_P256 -> key instanceof ECKey curve && curve.getParams().getOrder().equals(P256);
                case ECDSA_P384 -> key instanceof ECKey curve && curve.getParams().getOrder().equals(P384);
                case RSA_PSS, RSA_PKCS1 -> key instanceof RSAKey rsa && rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
            };
        }
    }

    private final Optional<Scheme> scheme;
    private final Optional<PublicKey> key;

    private TufKey(Optional<Scheme> scheme, Optional<PublicKey> key) {
        this.scheme = scheme;
        this.key = key;
    }

    /** @throws TufException when it is no key of any kind */
    public static TufKey of(JsonNode key) throws TufException {
        String type = key.path("keytype").asText();
        String name = key.path("scheme").asText();
        if (type.isEmpty() || name.isEmpty() || !key.path("keyval").isObject()) {
            throw new TufException(TufException.Why.MALFORMED, "a key without type, scheme or value");
        }
        Optional<Scheme> scheme = Scheme.of(name, type);
        return new TufKey(scheme, scheme.flatMap(known -> read(known, key.path("keyval").path("public").asText().strip())));
    }

    private static Optional<PublicKey> read(Scheme scheme, String text) {
        try {
            byte[] encoded = scheme == Scheme.ED25519
                    ? HexFormat.of().parseHex(ED25519_HEAD + text)
                    : Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
            return Optional.of(KeyFactory.getInstance(scheme.keys).generatePublic(new X509EncodedKeySpec(encoded))).filter(scheme::fits);
        } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
            return Optional.empty();
        }
    }

    /** By what two keys are the same, whatever their ids, their schemes and the way their values are written; empty for one that verifies nothing. */
    Optional<String> identity() {
        return key.map(known -> known instanceof RSAKey rsa ? rsa.getModulus().toString(16) : HexFormat.of().formatHex(known.getEncoded()));
    }

    /** True when the signature, in hexadecimal, is this key's over the bytes; never throws for one that is not. */
    public boolean verifies(byte[] signed, String signature) {
        if (key.isEmpty()) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(scheme.orElseThrow().signatures);
            if (scheme.orElseThrow() == Scheme.RSA_PSS) {
                verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            verifier.initVerify(key.get());
            verifier.update(signed);
            return verifier.verify(HexFormat.of().parseHex(signature));
        } catch (GeneralSecurityException | IllegalArgumentException notASignature) {
            return false;
        }
    }
}
