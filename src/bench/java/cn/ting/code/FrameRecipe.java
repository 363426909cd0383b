package cn.ting.code;

import java.util.Random;

/**
 * How one frame is made: what is shown and how the camera sees it, drawn from a random source by kind. Lengths in pixels of the
 * frame, tones from 0 to 255.
 */
final class FrameRecipe {

    private static final int[] PHOTO_WIDTHS = {800, 1024, 1600, 2592};
    /** A camera's lens is chosen so that codes that are held near have no finer modules. */
    private static final double FINEST = 2.3;

    private static final double FINEST_SMALL = 1.5;
    private static final double COARSEST_SMALL = 3;

    final int width;
    final int height;
    final int bytes;
    final boolean isScreen;
    final boolean isInverted;
    /** The longer part of the frame's lower side that the code takes. */
    final double fill;
    /** The least width of a module, and the most. */
    final double finest;

    final double coarsest;
    final double turn;
    final double tilt;
    final double tiltAxis;
    final double quietModules;
    final double light;
    final double dark;
    final double surround;
    final double gradient;
    final double gradientAngle;
    final double latticePeriod;
    final double latticeDepth;
    final double glare;
    final double glareSize;
    /** Of a module. */
    final double defocus;
    /** Of a module. */
    final double motion;

    final double motionAngle;
    final double noise;
    /** 0 to 100; above that the frame is not compressed. */
    final int jpegQuality;

    final double curve;
    final double curveAngle;
    final int wounds;
    final double shadow;
    /** Burnt out. */
    final int spots;
    /** Codes a side of a sheet that shows many, else 1. */
    final int codesASide;

    FrameRecipe(FrameKind kind, Random random) {
        boolean isMixed = kind == FrameKind.MIXED;
        boolean isLarge = random.nextBoolean();
        int photo = kind.isOfPhotos() ? random.nextInt(PHOTO_WIDTHS.length) : 0;
        width = kind.isOfPhotos() ? PHOTO_WIDTHS[photo] : isLarge ? 1280 : 640;
        height = kind.isOfPhotos() ? width * 3 / 4 : isLarge ? 720 : 480;
        bytes = kind == FrameKind.HIGH_VERSION ? 450 + random.nextInt(width < 1200 ? 600 : 1_600)
                : kind == FrameKind.LOTS ? 20 + random.nextInt(40) : new int[] {20, 80, 200, 400}[random.nextInt(4)];
        isScreen = switch (kind) {
            case SCREEN, MOIRE, DARK_MODE, MONITOR -> true;
            case PAPER, CURVED, DAMAGED, SHADOW, LOTS, HIGH_VERSION, BRIGHT_SPOTS -> false;
            default -> random.nextBoolean();
        };
        isInverted = kind == FrameKind.DARK_MODE || isMixed && random.nextInt(6) == 0;
        fill = switch (kind) {
            case CLOSE -> 1.2; // until it fits
            case LOTS, HIGH_VERSION -> between(random, 0.75, 1);
            case MONITOR, BRIGHT_SPOTS -> between(random, 0.25, 0.7);
            case SMALL -> between(random, 0.08, 0.4);
            default -> between(random, 0.42, 0.9);
        };
        finest = kind == FrameKind.SMALL ? FINEST_SMALL : FINEST;
        coarsest = kind == FrameKind.SMALL ? COARSEST_SMALL : Double.MAX_VALUE;
        boolean isTurned = kind == FrameKind.ROTATION || random.nextInt(3) == 0;
        turn = isTurned ? between(random, 0, 2 * Math.PI) : between(random, -0.25, 0.25);
        tilt = Math.toRadians(
                kind == FrameKind.PERSPECTIVE ? between(random, 25, 52) : between(random, 0, isMixed || kind.isOfPhotos() ? 30 : 18));
        tiltAxis = between(random, 0, 2 * Math.PI);
        quietModules = kind == FrameKind.QUIET_ZONE || kind == FrameKind.CLOSE ? between(random, 0, 2) : between(random, 2, 5);
        boolean isFaint = kind == FrameKind.LOW_CONTRAST;
        double middle = between(random, 70, 190);
        double step = isFaint ? between(random, 18, 50) : between(random, 70, 200);
        light = Math.min(250, middle + step / 2);
        dark = Math.max(8, middle - step / 2);
        surround = between(random, 10, 245);
        gradient = random.nextInt(3) == 0 ? between(random, 0, isMixed ? 0.5 : 0.35) : 0;
        gradientAngle = between(random, 0, 2 * Math.PI);
        latticePeriod = between(random, 1.1, 3.2);
        latticeDepth = kind == FrameKind.MOIRE || kind == FrameKind.MONITOR ? between(random, 0.25, 0.75) : isScreen ? between(random, 0, 0.2) : 0;
        boolean hasGlare = kind == FrameKind.GLARE || isMixed && random.nextInt(3) == 0;
        glare = hasGlare ? between(random, 80, 300) : 0;
        glareSize = between(random, 0.08, 0.22);
        defocus = kind == FrameKind.DEFOCUS ? between(random, 0.45, 0.95) : between(random, 0.05, isMixed ? 0.5 : 0.3);
        motion = kind == FrameKind.MOTION ? between(random, 0.6, 1.6) : isMixed && random.nextInt(3) == 0 ? between(random, 0, 1) : 0;
        motionAngle = between(random, 0, Math.PI);
        noise = kind == FrameKind.NOISE ? between(random, 14, 40) : between(random, 1, isFaint ? 4 : isMixed ? 12 : 7);
        jpegQuality = kind == FrameKind.JPEG ? 8 + random.nextInt(22) : 40 + random.nextInt(80);
        curve = kind == FrameKind.CURVED ? between(random, 0.5, 1.25) : kind == FrameKind.HIGH_VERSION ? between(random, 0.05, 0.7) : 0;
        curveAngle = random.nextInt(3) == 0 ? between(random, 0, Math.PI) : random.nextInt(2) * Math.PI / 2;
        wounds = kind == FrameKind.DAMAGED ? 1 + random.nextInt(6) : 0;
        shadow = kind == FrameKind.SHADOW ? between(random, 0.35, 0.85) : 0;
        spots = kind == FrameKind.BRIGHT_SPOTS ? 2 + random.nextInt(7) : 0;
        codesASide = kind == FrameKind.LOTS ? 5 + random.nextInt(3) : 1;
    }

    private static double between(Random random, double least, double most) {
        return least + (most - least) * random.nextDouble();
    }
}
