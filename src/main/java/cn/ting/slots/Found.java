package cn.ting.slots;

import cn.ting.patch.PatchList;
import java.time.Instant;

/**
 * A release that was signed for and fits this cabinet; its files are not here yet.
 *
 * @param text of the manifest, as it was signed
 * @param made the newest signed moment on the way to it
 * @param patches that lead to files of it, where they are named; the files can be had whole all the same
 */
public record Found(Manifest manifest, byte[] text, byte[] signature, Instant made, PatchList patches) {

    /** Without patches. */
    public Found whole() {
        return with(PatchList.NONE);
    }

    Found with(PatchList named) {
        return new Found(manifest, text, signature, made, named);
    }
}
