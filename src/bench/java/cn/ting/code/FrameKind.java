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
    SHADOW;

    /** Those a kiosk's camera sees. */
    public static FrameKind[] ofKiosk() {
        return java.util.Arrays.copyOf(values(), MIXED.ordinal() + 1);
    }
}
