package cn.ting.code;

/** What makes a frame hard to read. Every frame has a little of most; one of a kind has much of that. */
public enum FrameKind {
    PAPER,
    SCREEN,
    PERSPECTIVE,
    DEFOCUS,
    MOTION,
    GLARE,
    MOIRE,
    LOW_CONTRAST,
    DARK_MODE,
    NOISE,
    QUIET_ZONE,
    ROTATION,
    JPEG,
    /** Several of these at once. */
    MIXED,
    /** Paper around a bottle or a thumb. Not among the frames of a kiosk; of photos. */
    CURVED,
    /** Parts of the code are scratched, stained or covered. Of photos. */
    DAMAGED,
    /** The edge of a shadow lies over the code. Of photos. */
    SHADOW,
    /** A sheet of two to four dozen codes, of which any one is to be read. Of large photos, as are those that follow. */
    LOTS,
    /** The code fills the picture to its rim, its quiet zone cut off. */
    CLOSE,
    /** A monitor's lattice beats with the sensor's. */
    MONITOR,
    /** Hundreds of bytes: many small modules, on a sheet that bends and is seen aslant. */
    HIGH_VERSION,
    /** Lamps or the sun, in spots that are burnt out. */
    BRIGHT_SPOTS,
    /** Held far away, or printed small: one and a half to three pixels a module. Of a kiosk's camera; the last, for a seed goes by the place. */
    SMALL;

    /** Whether the picture is as large as a photo. */
    boolean isOfPhotos() {
        return ordinal() >= LOTS.ordinal() && this != SMALL;
    }

    /** Those a kiosk's camera sees where the code fills most of the frame. */
    public static FrameKind[] ofKiosk() {
        return java.util.Arrays.copyOf(values(), MIXED.ordinal() + 1);
    }
}
