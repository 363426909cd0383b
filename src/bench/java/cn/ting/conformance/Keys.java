package cn.ting.conformance;

import cn.ting.conformance.Verdicts.Unmet;
import cn.ting.vault.OneMessageHpke;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** The trust anchor, and the key of one played kiosk. */
final class Keys {

    static final String ALG = "HPKE-X25519-SHA256-A256GCM";

    private final ObjectMapper json = new ObjectMapper();
    private final OneMessageHpke hpke = new OneMessageHpke(32);
    private final OneMessageHpke.Pair device;
    private final PublicKey anchor;

    /**
     * @param anchor Ed25519, SubjectPublicKeyInfo in base64
     * @throws IllegalArgumentException when it is none
     */
    Keys(String anchor, OneMessageHpke.Pair device) {
        this.device = device;
        try {
            this.anchor = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(anchor)));
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException("the trust anchor is no Ed25519 public key in base64", wrong);
        }
    }

    /** What a birth says of the device key. */
    void describe(ObjectNode deviceKey) {
        deviceKey.put("alg", ALG).put("kid", kid()).put("publicKey", Base64.getUrlEncoder().withoutPadding().encodeToString(device.open()));
    }

    private String kid() {
        return sha256(device.open()).substring(0, 16);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every Java platform has SHA-256", never);
        }
    }

    /** The payload of a DSSE envelope of a type, if it is signed by the anchor. */
    JsonNode open(byte[] envelope, String type) throws Unmet {
        try {
            JsonNode tree = json.readTree(envelope);
            Unmet.unless(tree.path("payloadType").asText().equals(type), "its payloadType is " + tree.path("payloadType"));
            byte[] payload = Base64.getDecoder().decode(tree.path("payload").asText());
            for (JsonNode signature : tree.path("signatures")) {
                if (verifies(type, payload, Base64.getDecoder().decode(signature.path("sig").asText()))) {
                    return json.readTree(payload);
                }
            }
        } catch (IOException | IllegalArgumentException malformed) {
            throw Unmet.broken("it is no DSSE envelope: " + malformed.getClass().getSimpleName());
        }
        throw Unmet.broken("it is not signed by the trust anchor");
    }

    private boolean verifies(String type, byte[] payload, byte[] signature) {
        try {
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            signed.writeBytes(utf8("DSSEv1 " + utf8(type).length + " " + type + " " + payload.length + " "));
            signed.writeBytes(payload);
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(anchor);
            verifier.update(signed.toByteArray());
            return verifier.verify(signature);
        } catch (GeneralSecurityException refused) {
            return false;
        }
    }

    /** Opens what was sealed to this kiosk. */
    byte[] unseal(JsonNode sealed, String boundTo) throws Unmet {
        Unmet.unless(sealed.path("alg").asText().equals(ALG), "sealed by " + sealed.path("alg"));
        Unmet.unless(sealed.path("kid").asText().equals(kid()), "sealed to the key " + sealed.path("kid") + ", this kiosk's is " + kid());
        try {
            return hpke.open(device, Base64.getUrlDecoder().decode(sealed.path("enc").asText()), utf8("ting/1 " + ALG + " " + kid()),
                    utf8(boundTo), Base64.getUrlDecoder().decode(sealed.path("ct").asText()));
        } catch (GeneralSecurityException | IllegalArgumentException refused) {
            throw Unmet.broken("what is sealed cannot be opened: bound to \"" + boundTo + "\"?");
        }
    }

    /**
     * Seals a text to another's key, as a document tells it.
     *
     * @param to its {@code kid} and {@code publicKey}, of {@link #ALG}
     */
    ObjectNode seal(JsonNode to, String boundTo, String text) throws Unmet {
        String kid = to.path("kid").asText();
        OneMessageHpke.Pair once = OneMessageHpke.newPair();
        try {
            byte[] ct = hpke.seal(once, Base64.getUrlDecoder().decode(to.path("publicKey").asText()), utf8("ting/1 " + ALG + " " + kid),
                    utf8(boundTo), utf8(text));
            Base64.Encoder written = Base64.getUrlEncoder().withoutPadding();
            return json.createObjectNode().put("alg", ALG).put("kid", kid)
                    .put("enc", written.encodeToString(once.open())).put("ct", written.encodeToString(ct));
        } catch (GeneralSecurityException | IllegalArgumentException refused) {
            throw Unmet.untried("nothing can be sealed to the key " + kid);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
