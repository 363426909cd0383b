package cn.ting.seal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/**
 * Something only the holder of one key can read, as it is written in JSON.
 *
 * @param alg how it was sealed: {@link #ALG}; others may follow, so that whoever reads it refuses what he does not know
 * @param kid which key it was sealed to, 1 to 64 letters, digits, dots, dashes and underscores
 * @param enc the sender's public key for this one message, base64url
 * @param ct ciphertext and tag, base64url, at most 16 KiB of bytes
 */
public record Sealed(String alg, String kid, String enc, String ct) {

    /** HPKE (RFC 9180) in base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM. */
    public static final String ALG = "HPKE-X25519-SHA256-A256GCM";

    static final int MOST_BYTES = 16 * 1024;
    static final Hpke HPKE = new Hpke(Hpke.Aead.AES_256_GCM);

    private static final String KID = "[A-Za-z0-9._-]{1,64}";

    public Sealed {
        if (!alg.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("a way of sealing is named with letters, digits and dashes");
        }
        checkKid(kid);
        if (enc.length() > 1024 || ct.length() > MOST_BYTES * 4 / 3 + 2) {
            throw new IllegalArgumentException("sealed is more than 16 KiB");
        }
    }

    static Sealed of(String kid, Hpke.Box box) {
        return new Sealed(ALG, kid, Octets.written(box.enc()), Octets.written(box.ct()));
    }

    /**
     * Reads it from JSON.
     *
     * @throws IllegalArgumentException when it is not written so
     */
    public static Sealed of(JsonNode node) {
        return new Sealed(text(node, "alg"), text(node, "kid"), text(node, "enc"), text(node, "ct"));
    }

    private static String text(JsonNode node, String name) {
        if (!node.path(name).isTextual()) {
            throw new IllegalArgumentException("sealed has no " + name);
        }
        return node.path(name).textValue();
    }

    static void checkKid(String kid) {
        if (!kid.matches(KID)) {
            throw new IllegalArgumentException("a key is named with 1 to 64 letters, digits, dots, dashes and underscores");
        }
    }

    Hpke.Box box() {
        return new Hpke.Box(Octets.read(enc), Octets.read(ct));
    }

    /** What both sides bind into every sealing, so that none is taken for one of another contract, way or key. */
    static byte[] purpose(String kid) {
        return ("ting/1 " + ALG + " " + kid).getBytes(StandardCharsets.UTF_8);
    }
}
