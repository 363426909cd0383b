package cn.ting.catalogue;

/** The platform's pen. */
@FunctionalInterface
public interface Signer {

    /**
     * Signs a payload.
     *
     * @return a DSSE envelope in JSON, signed with Ed25519 by the key the kiosks trust
     */
    byte[] sign(String payloadType, byte[] payload);
}
