package cn.ting.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** This kiosk's own X25519 key: what others have sealed to it, it alone can open. */
public final class DeviceKey {

    static final int BYTES = X25519.KEY_BYTES;

    private static final int KID_DIGITS = 16;

    private final byte[] secret;
    private final byte[] publicKey;
    private final String kid;

    DeviceKey(byte[] secret) {
        this.secret = secret.clone();
        this.publicKey = X25519.publicOf(secret);
        this.kid = Digest.sha256Hex(publicKey).substring(0, KID_DIGITS);
    }

    /** Names it: the first sixteen hexadecimal digits of its public half's SHA-256. */
    public String kid() {
        return kid;
    }

    /** Its public half, 32 bytes in base64url. */
    public String publicKey() {
        return Octets.written(publicKey);
    }

    /**
     * Opens what was sealed to this key.
     *
     * @param boundTo what it must belong to
     * @throws BadSealException when it is not for this key, belongs to something else, or was changed
     */
    public byte[] open(Sealed sealed, String boundTo) throws BadSealException {
        if (!sealed.alg().equals(Sealed.ALG)) {
            throw new BadSealException("sealed by " + sealed.alg() + ", which is not known here");
        }
        if (!sealed.kid().equals(kid)) {
            throw new BadSealException("sealed to key " + sealed.kid() + ", not to this kiosk's " + kid);
        }
        try {
            return Sealed.HPKE.open(secret, sealed.box(), Sealed.purpose(kid), boundTo.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException refused) {
            throw new BadSealException("not sealed to this kiosk for this use, or changed");
        }
    }

    @Override
    public String toString() {
        return "DeviceKey " + kid;
    }
}
