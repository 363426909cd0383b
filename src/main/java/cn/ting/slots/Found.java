package cn.ting.slots;

import java.time.Instant;

/**
 * A release that was signed for and fits this cabinet; its files are not here yet.
 *
 * @param text of the manifest, as it was signed
 * @param made the newest signed moment on the way to it
 */
public record Found(Manifest manifest, byte[] text, byte[] signature, Instant made) {}
