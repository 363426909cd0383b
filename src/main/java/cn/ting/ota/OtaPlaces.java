package cn.ting.ota;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the launcher says of this process, and where things are.
 *
 * @param slots {@code TING_SLOTS}; empty where no launcher started this process
 * @param slot {@code TING_SLOT}, the slot this process runs from; empty where no launcher started it
 * @param trial {@code TING_TRIAL}, the update that is on trial by this process; empty for a committed release
 * @param releaseKey the key that signs manifests
 * @param firstRoot the root of The Update Framework that this kiosk begins with
 * @param metadata where trusted metadata is kept
 */
public record OtaPlaces(Optional<Path> slots, Optional<String> slot, String trial, Path releaseKey, Path firstRoot, Path metadata) {}
