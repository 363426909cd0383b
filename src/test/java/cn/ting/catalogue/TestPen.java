package cn.ting.catalogue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** A platform's pen with a key of its own. */
public final class TestPen implements Signer {

    private final KeyPair keys;

    public TestPen() {
        try {
            keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }

    /** What a kiosk must know to trust this pen. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    @Override
    public byte[] sign(String payloadType, byte[] payload) {
        String prefix = "DSSEv1 " + payloadType.length() + " " + payloadType + " " + payload.length + " ";
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(prefix.getBytes(StandardCharsets.UTF_8));
            signature.update(payload);
            Base64.Encoder base64 = Base64.getEncoder();
            return ("{\"payloadType\":\"" + payloadType + "\",\"payload\":\"" + base64.encodeToString(payload)
                            + "\",\"signatures\":[{\"sig\":\"" + base64.encodeToString(signature.sign()) + "\"}]}")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }
}
