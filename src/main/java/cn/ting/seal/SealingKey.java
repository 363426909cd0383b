package cn.ting.seal;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;

/** Another's public key to seal to. What was sealed cannot be opened here: the key for it is drawn, used once and let go of. */
public final class SealingKey {

    private static final int TAG_BYTES = 16;

    private final String kid;
    private final byte[] key;

    /**
     * Seals something at once, so that a bad key is refused here and not when a resident waits.
     *
     * @param kid its name, as {@link Sealed#kid}
     * @param base64url an X25519 public key, 32 bytes
     * @throws IllegalArgumentException when it is no such key, or one of the few that everybody could open
     */
    public SealingKey(String kid, String base64url) {
        Sealed.checkKid(kid);
        this.kid = kid;
        this.key = Octets.read(base64url);
        try {
            box(X25519.fresh(), "", new byte[0]);
        } catch (InvalidKeyException refused) {
            throw new IllegalArgumentException("key " + kid + " is none to seal to: " + refused.getMessage(), refused);
        }
    }

    public String kid() {
        return kid;
    }

    /**
     * Seals something.
     *
     * @param boundTo what it belongs to; it opens only for whoever says the same
     * @param plain at most 16 KiB less 16 bytes
     */
    public Sealed seal(String boundTo, byte[] plain) {
        if (plain.length > Sealed.MOST_BYTES - TAG_BYTES) {
            throw new IllegalArgumentException(plain.length + " bytes are more than is sealed at a time");
        }
        try {
            return Sealed.of(kid, box(X25519.fresh(), boundTo, plain));
        } catch (InvalidKeyException never) {
            throw new IllegalStateException("the key was tried when it came", never);
        }
    }

    private Hpke.Box box(byte[] once, String boundTo, byte[] plain) throws InvalidKeyException {
        return Sealed.HPKE.seal(once, key, Sealed.purpose(kid), boundTo.getBytes(StandardCharsets.UTF_8), plain);
    }

    @Override
    public String toString() {
        return "SealingKey " + kid;
    }
}
