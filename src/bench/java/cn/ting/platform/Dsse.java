package cn.ting.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Signs documents: DSSE envelopes (https://github.com/secure-systems-lab/dsse, v1.0.2) with Ed25519. */
public final class Dsse {

    /**
     * What the simulated platform signs with: Ed25519, PKCS #8 in base64. Worthless: it is printed here for everyone to read, and no kiosk
     * outside a bench may trust it.
     */
    static final String PRIVATE = "MC4CAQAwBQYDK2VwBCIEIE9eLnKeYAtOTeUqYhVu2UcOYdPVVH8i02VBvic613Xq";

    /** Its public half, SubjectPublicKeyInfo in base64: what {@code device-config/bench.yaml} names as trust anchor. */
    public static final String PUBLIC = "MCowBQYDK2VwAyEAprRErvJ55Jmi/POJe7fFFcpeIJUr5zQRfVoGiAm4Wv4=";

    private final ObjectMapper json = new ObjectMapper();
    private final PrivateKey key;

    /** @param base64 an Ed25519 private key, PKCS #8 */
    Dsse(String base64) {
        try {
            key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException wrong) {
            throw new IllegalArgumentException("not an Ed25519 private key", wrong);
        }
    }

    /** The pen that the simulated platform signs with. */
    public static Dsse ofBench() {
        return new Dsse(PRIVATE);
    }

    /** A pen with a key that was made this moment, which nobody trusts. */
    static Dsse ofStranger() {
        try {
            byte[] key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
            return new Dsse(Base64.getEncoder().encodeToString(key));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", never);
        }
    }

    /** The envelope around a payload, as JSON. */
    public byte[] sign(String payloadType, byte[] payload) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(encoded(payloadType, payload));
            ObjectNode envelope = json.createObjectNode()
                    .put("payloadType", payloadType)
                    .put("payload", Base64.getEncoder().encodeToString(payload));
            envelope.putArray("signatures")
                    .addObject()
                    .put("keyid", "bench")
                    .put("sig", Base64.getEncoder().encodeToString(signer.sign()));
            return json.writeValueAsBytes(envelope);
        } catch (GeneralSecurityException | IOException never) {
            throw new IllegalStateException("the bench key signs", never);
        }
    }

    /** What is signed: the pre-authentication encoding. */
    private static byte[] encoded(String payloadType, byte[] payload) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        out.write(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.UTF_8));
        out.write(type);
        out.write((" " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
        out.write(payload);
        return out.toByteArray();
    }
}
