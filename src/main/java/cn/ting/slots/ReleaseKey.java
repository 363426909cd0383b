package cn.ting.slots;

import cn.ting.seal.TrustAnchor;
import cn.ting.slots.SlotsException.Why;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The key that signs manifests: a file outside the slots, which comes with the operating system only. It is read anew each time. */
public final class ReleaseKey {

    private static final int MOST_BYTES = 1024;

    private final Path file;

    /** @param file an Ed25519 public key as PEM, {@code /etc/ting/release.pem} */
    public ReleaseKey(Path file) {
        this.file = file;
    }

    /** Holds a manifest to its signature. */
    void mustHaveSigned(byte[] manifest, byte[] signature) throws SlotsException, IOException {
        String base64 = new String(pem(), StandardCharsets.ISO_8859_1).replaceAll("-----[A-Z ]+-----|\\s", "");
        boolean signed;
        try {
            signed = TrustAnchor.signs(base64, manifest, signature);
        } catch (IllegalArgumentException none) {
            throw new SlotsException(Why.KEY, file + " is " + none.getMessage());
        }
        if (!signed || signature.length != Manifest.SIGNATURE_BYTES) {
            throw new SlotsException(Why.UNSIGNED, "the release key did not sign the manifest");
        }
    }

    private byte[] pem() throws SlotsException, IOException {
        Optional<byte[]> pem;
        try {
            pem = Slots.read(file, MOST_BYTES);
        } catch (SlotsException odd) {
            throw new SlotsException(Why.KEY, file + " is no file of a key");
        }
        return pem.orElseThrow(() -> new SlotsException(Why.KEY, "there is no " + file));
    }
}
