package cn.ting.seal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The platform's public key, and with it the one verifier of signed documents: DSSE envelopes
 * (https://github.com/secure-systems-lab/dsse, protocol v1.0.2) with an Ed25519 signature (RFC 8032).
 */
public final class TrustAnchor {

    private static final int MAX_ENVELOPE_BYTES = 128 * 1024;

    /** What stands before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410, 4). */
    private static final byte[] BEFORE_KEY = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int KEY_BYTES = 32;

    private final byte[] encoded;

    /**
     * @param base64 an Ed25519 public key as X.509 SubjectPublicKeyInfo (44 bytes) in base64
     * @throws IllegalArgumentException when it is not such a key
     */
    public TrustAnchor(String base64) {
        try {
            encoded = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("not an Ed25519 public key in base64", refused);
        }
        int headBytes = BEFORE_KEY.length;
        if (encoded.length != headBytes + KEY_BYTES
                || !Arrays.equals(encoded, 0, headBytes, BEFORE_KEY, 0, headBytes)) {
            throw new IllegalArgumentException("not an Ed25519 public key in base64");
        }
    }

    /** What takes long to make is made by whoever opens the first envelope, and does not hold back a start. */
    private static final class Tools {
        static final ObjectMapper JSON = new ObjectMapper();
    }

    /**
     * Opens an envelope.
     *
     * @param envelope DSSE in JSON, at most 128 KiB
     * @param payloadType the type the caller expects, such as {@code application/vnd.ting.catalogue-head+json}
     * @return the payload's bytes as they were signed
     * @throws BadSealException when it is no envelope, of another type, or not signed by this key
     */
    public byte[] open(byte[] envelope, String payloadType) throws BadSealException {
        if (envelope.length > MAX_ENVELOPE_BYTES) {
            throw new BadSealException("envelope of " + envelope.length + " bytes is too large");
        }
        try {
            JsonNode node = Tools.JSON.readTree(envelope);
            String type = node.path("payloadType").asText();
            if (!type.equals(payloadType)) {
                throw new BadSealException("envelope holds " + type + ", expected " + payloadType);
            }
            byte[] payload = Base64.getDecoder().decode(node.path("payload").asText());
            byte[] signed = preAuthenticationEncoding(type, payload);
            for (JsonNode signature : node.path("signatures")) {
                if (verifies(signed, Base64.getDecoder().decode(signature.path("sig").asText()))) {
                    return payload;
                }
            }
            throw new BadSealException("no signature of the trust anchor");
        } catch (IOException | IllegalArgumentException malformed) {
            throw new BadSealException("not an envelope: " + malformed.getClass().getSimpleName());
        }
    }

    /** PAE of DSSE: {@code "DSSEv1" SP len(type) SP type SP len(payload) SP payload}. */
    private static byte[] preAuthenticationEncoding(String type, byte[] payload) {
        byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("DSSEv1 " + typeBytes.length + " " + type + " " + payload.length + " ")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + payload.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }

    private boolean verifies(byte[] signed, byte[] signature) {
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }
}
