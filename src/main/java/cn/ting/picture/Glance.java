package cn.ting.picture;

import java.util.Arrays;

/**
 * What a picture that was not read looked like at a glance: whether this is the next frame of a camera that shows the same, or another
 * picture. Keeps two bytes of each of some thousand cells, as a rule of 16 by 16 pixels: how light it is, and how rough. Own. Confined to the
 * reader's thread.
 */
public final class Glance {

    /** Greys by which a cell of a standing scene differs at most: noise of a deviation of eight makes four in one cell of thousands. */
    private static final int MOST_NOISE = 4;
    /** How much finer than the smallest picture the one is where roughness is told, in which a cell is {@link #CELL} pixels a side. */
    private static final int FINER = 3;

    private static final int CELL = 1 << FINER;

    private byte[] greys = {};
    private byte[] roughness = {};
    private int cells;
    private int width;
    private int height;

    /** Whether one is kept. */
    public boolean isKept() {
        return cells > 0;
    }

    /** How far a picture is from the one that is kept: greys by which cells differ in the mean, 0 to 255; 256 of another size. */
    public int apart(Pyramid pyramid) {
        if (!isOfSameSize(pyramid)) {
            return 256;
        }
        GreyImage coarse = pyramid.coarsest();
        long apart = 0;
        for (int i = 0; i < cells; i++) {
            apart += Math.abs((greys[i] & 255) - (coarse.pixels[i] & 255));
        }
        return (int) (apart / cells);
    }

    /**
     * Whether a picture shows exactly what the one that is kept did, but for a camera's noise: no cell of it is lighter, darker, rougher or
     * smoother, so that neither a small code nor one that comes into focus is missed. Where there is more noise, nothing is the same.
     */
    public boolean isSame(Pyramid pyramid) {
        if (!isOfSameSize(pyramid) || apart(pyramid) > 0) {
            return false;
        }
        GreyImage coarse = pyramid.coarsest();
        for (int i = 0; i < cells; i++) {
            if (Math.abs((greys[i] & 255) - (coarse.pixels[i] & 255)) > MOST_NOISE) {
                return false;
            }
        }
        GreyImage fine = fine(pyramid);
        for (int i = 0; i < cells && fine != null; i++) {
            if (Math.abs((roughness[i] & 255) - roughness(fine, i % coarse.width, i / coarse.width)) > MOST_NOISE) {
                return false;
            }
        }
        return true;
    }

    private boolean isOfSameSize(Pyramid pyramid) {
        return isKept() && width == pyramid.level(0).width && height == pyramid.level(0).height;
    }

    /** Keeps what a picture looks like, in place of the one before. */
    public void keep(Pyramid pyramid) {
        GreyImage coarse = pyramid.coarsest();
        cells = coarse.width * coarse.height;
        if (greys.length < cells) {
            greys = new byte[cells];
            roughness = new byte[cells];
        }
        System.arraycopy(coarse.pixels, 0, greys, 0, cells);
        GreyImage fine = fine(pyramid);
        for (int i = 0; i < cells && fine != null; i++) {
            roughness[i] = (byte) roughness(fine, i % coarse.width, i / coarse.width);
        }
        width = pyramid.level(0).width;
        height = pyramid.level(0).height;
    }

    /** Keeps none any more: nothing of it is left. */
    public void forget() {
        Arrays.fill(greys, 0, cells, (byte) 0);
        Arrays.fill(roughness, 0, cells, (byte) 0);
        cells = 0;
    }

    /** Null for a picture so small that its cells are a few pixels, which tell all by themselves. */
    private static GreyImage fine(Pyramid pyramid) {
        int coarsest = pyramid.nearest(Integer.MAX_VALUE);
        return coarsest < FINER ? null : pyramid.level(coarsest - FINER);
    }

    /** Greys by which pixels of a cell differ in the mean from the next one aslant, 0 to 255. */
    private static int roughness(GreyImage fine, int column, int row) {
        byte[] p = fine.pixels;
        int wide = fine.width;
        int sum = 0;
        for (int y = CELL * row; y < CELL * (row + 1) - 1; y++) {
            int from = y * wide + CELL * column;
            for (int at = from; at < from + CELL - 1; at++) {
                sum += Math.abs((p[at] & 255) - (p[at + wide + 1] & 255));
            }
        }
        return sum / ((CELL - 1) * (CELL - 1));
    }
}
