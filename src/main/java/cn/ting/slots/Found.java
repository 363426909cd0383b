package cn.ting.slots;

import cn.ting.patch.PatchList;
import cn.ting.slots.SlotsException.Why;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * A release that was signed for and fits this cabinet; its files are not here yet.
 *
 * @param text of the manifest, as it was signed
 * @param patches that lead to files of it, where they are named; the files can be had whole all the same
 */
public record Found(Manifest manifest, byte[] text, byte[] signature, PatchList patches) {

    /** Told the moment at which what leads to a release was signed, whatever becomes of that. */
    @FunctionalInterface
    public interface Signed {
        void at(Instant moment) throws IOException;
    }


    /** Without patches. */
    public Found whole() {
        return with(PatchList.NONE);
    }

    /**
     * The same one, where it may come in the place of what is committed.
     *
     * @return empty when it is the committed one, and that serves
     * @throws SlotsException when it is another of the same counter
     */
    Optional<Found> inPlaceOf(Release committed, Release serving) throws SlotsException {
        if (manifest.counter() == committed.counter() && !manifest.sha256().equals(committed.manifest())) {
            throw another(manifest.version(), committed);
        }
        return manifest.sha256().equals(committed.manifest()) && serving.equals(committed) ? Optional.empty() : Optional.of(this);
    }

    /** A counter stands for one release: whoever made two of one has to release one of them anew. */
    static SlotsException another(String version, Release committed) {
        return new SlotsException(Why.ROLLBACK, version + " is another " + committed.counter() + " than " + committed.version() + ", which is committed");
    }

    Found with(PatchList named) {
        return new Found(manifest, text, signature, named);
    }
}
