package cn.ting.picture;

/**
 * Whether any part of a picture is as busy as a code is: dark and light in turns, to the right as well as downward, over a square
 * of some size. Plain desks, sheets and faces are not, and are left without a costly look. Confined to the reader's thread.
 */
public final class Texture {

    /** Of the cells looked at, in pixels. */
    private static final int CELL = 8;
    /** A busy square is as many cells a side, and as many of them at least are busy. */
    private static final int SQUARE = 3;

    private static final int LEAST_BUSY = 8;
    /** Turns between dark and light in a cell, along its rows and along its columns. */
    private static final int LEAST_TURNS = 6;
    /** Greys by which dark and light differ at least, noise apart. */
    private static final int LEAST_STEP = 2;

    private byte[] busy = {};

    /** Whether it is anywhere; a cell is {@value #CELL} pixels wide, so that a code of large modules is busy in a smaller picture. */
    public boolean isBusy(GreyImage image) {
        int wide = image.width / CELL;
        int tall = image.height / CELL;
        if (busy.length < wide * tall) {
            busy = new byte[wide * tall];
        }
        int step = LEAST_STEP + DarkImage.noise(image);
        for (int j = 0; j < tall; j++) {
            for (int i = 0; i < wide; i++) {
                busy[j * wide + i] = (byte) (isBusy(image, i * CELL, j * CELL, step) ? 1 : 0);
            }
        }
        for (int j = 0; j + SQUARE <= tall; j++) {
            for (int i = 0; i + SQUARE <= wide; i++) {
                int count = 0;
                for (int k = 0; k < SQUARE * SQUARE; k++) {
                    count += busy[(j + k / SQUARE) * wide + i + k % SQUARE];
                }
                if (count >= LEAST_BUSY) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isBusy(GreyImage image, int left, int top, int step) {
        int sum = 0;
        for (int k = 0; k < CELL * CELL; k++) {
            sum += image.pixels[(top + k / CELL) * image.width + left + k % CELL] & 255;
        }
        int mean = sum / (CELL * CELL);
        return turns(image, left, top, mean, step, 1, image.width) >= LEAST_TURNS
                && turns(image, left, top, mean, step, image.width, 1) >= LEAST_TURNS;
    }

    /** How often the lines in one direction go from clearly below the mean to clearly above, or back. */
    private static int turns(GreyImage image, int left, int top, int mean, int step, int along, int across) {
        int turns = 0;
        for (int line = 0; line < CELL; line++) {
            int at = top * image.width + left + line * across;
            int side = 0;
            for (int k = 0; k < CELL; k++, at += along) {
                int apart = (image.pixels[at] & 255) - mean;
                int now = apart > step ? 1 : apart < -step ? -1 : side;
                turns += now != side && side != 0 ? 1 : 0;
                side = now;
            }
        }
        return turns;
    }
}
