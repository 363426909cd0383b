package cn.ting.picture;

import java.util.Arrays;

/**
 * Whether any part of a picture is as busy as a code is: dark and light in turns, to the right as well as downward, over a square
 * of some size. Plain desks, sheets and faces are not, and are left without a costly look. Own, as are its numbers, found on frames without a
 * code. Confined to the reader's thread.
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

    /** Of a cell as a board of bits, row by row. */
    private static final long FIRST_COLUMN = 0x0101_0101_0101_0101L;

    /** Of rows of cells, so that each can be asked for when it is needed. */
    private byte[] busy = {};

    private boolean[] isAsked = {};
    private int step;

    /**
     * Whether it is anywhere; a cell is {@value #CELL} pixels wide, so that a code of large modules is busy in a smaller picture.
     *
     * @param noises how many times the noise dark and light differ from what is between them: one; two where the picture is full of it
     */
    public boolean isBusy(GreyImage image, int noises) {
        int wide = image.width / CELL;
        int tall = image.height / CELL;
        if (busy.length < wide * tall) {
            busy = new byte[wide * tall];
        }
        if (isAsked.length < tall) {
            isAsked = new boolean[tall];
        }
        Arrays.fill(isAsked, 0, tall, false);
        step = LEAST_STEP + noises * DarkImage.noise(image);
        // Of three rows one after the other one is every third, and no row of a busy square may have two cells that are not.
        for (int j = SQUARE - 1; j < tall; j += SQUARE) {
            ask(image, j);
            for (int i = 0; i + SQUARE <= wide; i++) {
                boolean mayBe = busy[j * wide + i] + busy[j * wide + i + 1] + busy[j * wide + i + 2] >= LEAST_BUSY - SQUARE * (SQUARE - 1);
                if (mayBe && isSquareAt(image, i, j)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether one of the squares is busy of which this row has a part, from a column on. */
    private boolean isSquareAt(GreyImage image, int column, int row) {
        int wide = image.width / CELL;
        int last = Math.min(row, image.height / CELL - SQUARE);
        for (int top = row - SQUARE + 1; top <= last; top++) {
            int count = 0;
            for (int j = top; j < top + SQUARE; j++) {
                ask(image, j);
                for (int i = column; i < column + SQUARE; i++) {
                    count += busy[j * wide + i];
                }
            }
            if (count >= LEAST_BUSY) {
                return true;
            }
        }
        return false;
    }

    private void ask(GreyImage image, int row) {
        if (isAsked[row]) {
            return;
        }
        isAsked[row] = true;
        int wide = image.width / CELL;
        for (int i = 0; i < wide; i++) {
            busy[row * wide + i] = (byte) (isBusy(image, i * CELL, row * CELL, step) ? 1 : 0);
        }
    }

    /**
     * The cell is looked at as chess programs look at a board, a bit a square: what is clearly dark, what is clearly light, and each
     * going on over what is neither until the other comes ("Kogge-Stone fill").
     */
    private static boolean isBusy(GreyImage image, int left, int top, int step) {
        int sum = 0;
        for (int row = 0, at = top * image.width + left; row < CELL; row++, at += image.width) {
            sum += Eight.sum(Eight.at(image.pixels, at));
        }
        int mean = sum / (CELL * CELL);
        long below = Eight.threshold(Math.max(0, mean - step));
        long above = Eight.threshold(Math.min(256, mean + step + 1));
        long dark = 0;
        long notLight = 0;
        for (int row = 0, at = top * image.width + left; row < CELL; row++, at += image.width) {
            long eight = Eight.at(image.pixels, at);
            dark |= Eight.bits(Eight.below(eight, below)) << CELL * row;
            notLight |= Eight.bits(Eight.below(eight, above)) << CELL * row;
        }
        long light = ~notLight;
        return dark != 0 && light != 0
                && turns(dark, light, 1, ~FIRST_COLUMN) >= LEAST_TURNS && turns(dark, light, CELL, -1) >= LEAST_TURNS;
    }

    /**
     * How often the lines in one direction go from clearly dark to clearly light, or back.
     *
     * @param along bits from a square to the next in the line
     * @param inside the squares that have one before them in the line
     */
    private static int turns(long dark, long light, int along, long inside) {
        long neither = ~(dark | light) & inside;
        long wasDark = fill(dark, neither, along) << along;
        long wasLight = fill(light, neither, along) << along;
        return Long.bitCount((wasDark & light | wasLight & dark) & inside);
    }

    private static long fill(long from, long over, int along) {
        long filled = from | over & from << along;
        long two = over & over << along;
        filled |= two & filled << 2 * along;
        long four = two & two << 2 * along;
        return filled | four & filled << 4 * along;
    }
}
