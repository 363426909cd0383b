package cn.ting.press;

import cn.ting.seal.Digest;
import cn.ting.tuf.CanonicalJson;
import cn.ting.tuf.TufException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Somebody who signs, by the public half of the key.
 *
 * @param id of the key, the hash of its description as the specification reckons it (4.4)
 * @param key its description, as it stands in root metadata
 */
record Holder(String id, ObjectNode key) {

    /** What stands before the key itself in a SubjectPublicKeyInfo: of Ed25519 (RFC 8410), and of P-256, not compressed (RFC 5480). */
    private static final String ED25519_HEAD = "302a300506032b6570032100";
    private static final String P256_HEAD = "3059301306072a8648ce3d020106082a8648ce3d03010703420004";
    private static final int ED25519_BYTES = 44;
    private static final int P256_BYTES = 91;
    private static final int MOST_BYTES = 4096;

    /** Reads a public key, PEM of Ed25519 or ECDSA P-256. */
    static Holder read(Path pem) throws RefusedException, IOException {
        if (!Files.isRegularFile(pem) || Files.size(pem) > MOST_BYTES) {
            throw new RefusedException("there is no public key in " + pem);
        }
        String text = Files.readString(pem, StandardCharsets.ISO_8859_1).strip();
        if (!text.startsWith("-----BEGIN PUBLIC KEY-----") || !text.endsWith("-----END PUBLIC KEY-----")) {
            throw new RefusedException(pem + " is no public key in PEM; only that half goes into metadata");
        }
        byte[] encoded;
        try {
            encoded = Base64.getDecoder().decode(text.replaceAll("-----[A-Z ]+-----|\\s", ""));
        } catch (IllegalArgumentException garbled) {
            throw new RefusedException(pem + " is garbled", garbled);
        }
        String hex = HexFormat.of().formatHex(encoded);
        if (hex.startsWith(ED25519_HEAD) && encoded.length == ED25519_BYTES) {
            return of("ed25519", "ed25519", hex.substring(ED25519_HEAD.length()));
        }
        if (hex.startsWith(P256_HEAD) && encoded.length == P256_BYTES) {
            return of("ecdsa", "ecdsa-sha2-nistp256", "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END PUBLIC KEY-----\n");
        }
        throw new RefusedException(pem + " is neither of Ed25519 nor of ECDSA P-256");
    }

    private static Holder of(String type, String scheme, String text) {
        ObjectNode key = new ObjectMapper().createObjectNode().put("keytype", type).put("scheme", scheme);
        key.putObject("keyval").put("public", text);
        try {
            return new Holder(Digest.sha256Hex(CanonicalJson.of(key)), key);
        } catch (TufException never) {
            throw new IllegalStateException(never);
        }
    }
}
