package cn.ting.code;

import com.google.zxing.FormatException;
import com.google.zxing.qrcode.decoder.Version;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The modules of a code that are the same whatever it says (ISO/IEC 18004, 6.3): finder patterns with their separators,
 * timing patterns, alignment patterns. Immutable, one a version.
 */
final class Pattern {

    static final byte LIGHT = 0;
    static final byte DARK = 1;
    static final byte UNKNOWN = 2;

    final int dimension;
    private final byte[] modules;
    private final int[] alignment;
    private final int[] dataOrder;
    private final int[] known;
    private final Edge[] edges;

    /**
     * Where a known module touches another of the other tone.
     *
     * @param x of the module, its column
     * @param y its row
     * @param across true when the other is the next to the right, false when it is the one below
     * @param dark whether the first is
     */
    record Edge(int x, int y, boolean across, boolean dark) {}

    /** @param dimension 21 to 177, by fours */
    Pattern(int dimension) {
        this.dimension = dimension;
        modules = new byte[dimension * dimension];
        Arrays.fill(modules, UNKNOWN);
        for (int i = 8; i < dimension - 8; i++) {
            set(i, 6, 1 - i % 2);
            set(6, i, 1 - i % 2);
        }
        finder(3, 3);
        finder(dimension - 4, 3);
        finder(3, dimension - 4);
        alignment = alignmentCentres(dimension);
        for (int y : alignment) {
            for (int x : alignment) {
                if (hasAlignment(x, y)) {
                    rings(x, y, 2);
                }
            }
        }
        dataOrder = order();
        known = IntStream.range(0, modules.length).filter(place -> modules[place] != UNKNOWN).toArray();
        edges = Arrays.stream(known).boxed().flatMap(this::edgesAt).toArray(Edge[]::new);
    }

    private Stream<Edge> edgesAt(int place) {
        int x = place % dimension;
        int y = place / dimension;
        byte here = modules[place];
        Stream<Edge> across = x + 1 < dimension && isOther(here, at(x + 1, y)) ? Stream.of(new Edge(x, y, true, here == DARK)) : Stream.of();
        Stream<Edge> down = y + 1 < dimension && isOther(here, at(x, y + 1)) ? Stream.of(new Edge(x, y, false, here == DARK)) : Stream.of();
        return Stream.concat(across, down);
    }

    private static boolean isOther(byte here, byte there) {
        return there != UNKNOWN && there != here;
    }

    /** Two columns at a time from the right, up and down in turns; the column of the timing pattern is left out (7.7.3). */
    private int[] order() {
        int[] order = new int[dimension * dimension];
        int count = 0;
        boolean isUpward = true;
        for (int right = dimension - 1; right > 0; right -= right == 8 ? 3 : 2) {
            for (int i = 0; i < 2 * dimension; i++) {
                int y = isUpward ? dimension - 1 - i / 2 : i / 2;
                int x = right - i % 2;
                if (at(x, y) == UNKNOWN && !isAboutTheCode(x, y)) {
                    order[count++] = y * dimension + x;
                }
            }
            isUpward = !isUpward;
        }
        return Arrays.copyOf(order, count);
    }

    /** Whether the format or the version is written there. */
    private boolean isAboutTheCode(int x, int y) {
        int last = dimension - 8;
        boolean isFormat = y == 8 && (x <= 8 || x >= last) || x == 8 && (y <= 8 || y >= last);
        boolean isVersion = dimension >= Grid.SMALLEST_TOLD && (x < 6 && y >= last - 3 && y < last || y < 6 && x >= last - 3 && x < last);
        return isFormat || isVersion;
    }

    private static int[] alignmentCentres(int dimension) {
        try {
            return Version.getProvisionalVersionForDimension(dimension).getAlignmentPatternCenters();
        } catch (FormatException noVersion) {
            throw new IllegalArgumentException("no code has " + dimension + " modules a side", noVersion);
        }
    }

    private void finder(int x, int y) {
        rings(x, y, 4);
    }

    /** Rings by distance from the middle: 0 dark; then a finder is dark, light, dark, light, an alignment pattern light, dark. */
    private void rings(int x, int y, int radius) {
        for (int j = Math.max(0, y - radius); j <= Math.min(dimension - 1, y + radius); j++) {
            for (int i = Math.max(0, x - radius); i <= Math.min(dimension - 1, x + radius); i++) {
                int ring = Math.max(Math.abs(i - x), Math.abs(j - y));
                boolean isLight = radius == 4 ? ring % 2 == 0 && ring > 0 : ring == 1;
                set(i, j, isLight ? LIGHT : DARK);
            }
        }
    }

    private void set(int x, int y, int module) {
        modules[y * dimension + x] = (byte) module;
    }

    /** {@link #LIGHT}, {@link #DARK} or {@link #UNKNOWN}. */
    byte at(int x, int y) {
        return modules[y * dimension + x];
    }

    /** The places, row by row, of all modules that are known, rising. */
    int[] known() {
        return known;
    }

    /** The edges between known modules, from the top down. */
    Edge[] edges() {
        return edges;
    }

    /** Like {@link #at}, by the place. */
    byte at(int place) {
        return modules[place];
    }

    /** The places, row by row, of the bits of the codewords in their order, the highest bit of each first. */
    int[] dataOrder() {
        return dataOrder;
    }

    /** The columns, and rows, of the middles of alignment patterns, rising; none in the smallest code. */
    int[] alignment() {
        return alignment;
    }

    /** Whether an alignment pattern stands where a column and a row of {@link #alignment} cross. */
    boolean hasAlignment(int x, int y) {
        int last = dimension - 7;
        return !(x == 6 && y == 6) && !(x == 6 && y == last) && !(x == last && y == 6);
    }
}
