package cn.ting.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.picture.GreyImage;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import org.junit.jupiter.api.Test;

class GridTest {

    private static final int PIXELS = 6;
    private static final int QUIET = 4;

    @Test
    void finderPatternsAreLikeThemselvesAndNothingElseInACodeIs() throws Exception {
        Grid grid = grid(false);
        int last = grid.dimension - 7;
        for (int[] corner : new int[][] {{0, 0}, {last, 0}, {0, last}}) {
            assertTrue(grid.likenessToFinder(corner[0], corner[1]) > 0.99);
        }
        for (int y = 0; y <= last; y++) {
            for (int x = 0; x <= last; x++) {
                boolean isFinder = x % last == 0 && y % last == 0 && x + y < 2 * last;
                assertTrue(isFinder || grid.likenessToFinder(x, y) < 0.8, x + " " + y);
            }
        }
    }

    @Test
    void timingTellsTheCodeFromOneLaidAside() throws Exception {
        Grid grid = grid(false);
        assertEquals(1, grid.timing(), 0.01);
        double aside = 8.0 / grid.dimension; // four modules
        grid.shift(new double[] {aside, 0, 0, aside, 0, 0, 0, 0});
        assertTrue(grid.timing() < 0.8, "" + grid.timing());
    }

    @Test
    void whatIsLaidOnceLiesWhereEachPlaceDoesAlsoAfterAMove() throws Exception {
        for (boolean isTurned : new boolean[] {false, true}) {
            Grid grid = grid(isTurned);
            grid.lay();
            grid.shift(new double[] {0.02, 0.01, -0.02, -0.03, 0.01, 0.02, 0.05, -0.04});
            double[] bend = {0.01, 0, 0.01, -0.02, 0.02, 0, 0.01, 0, 0, -0.01};
            grid.bend(bend, bend);
            grid.lay();
            for (int i = 0; i < grid.dimension; i++) {
                int j = i * 7 % grid.dimension;
                assertEquals(grid.grey(i + 0.5, j + 0.5), grid.greyAt(grid.placeX(i, j), grid.placeY(i, j)), 0.01);
            }
        }
    }

    /** A drawn code with the grid that lies on it; where it is turned, dark and light have changed places as well. */
    private static Grid grid(boolean isTurned) throws Exception {
        ByteMatrix code = Encoder.encode("https://ting.example.cn/grid", ErrorCorrectionLevel.M).getMatrix();
        int side = PIXELS * (code.getWidth() + 2 * QUIET);
        byte[] picture = new byte[side * side];
        for (int i = 0; i < picture.length; i++) {
            int x = i % side / PIXELS - QUIET;
            int y = i / side / PIXELS - QUIET;
            boolean isInside = x >= 0 && y >= 0 && x < code.getWidth() && y < code.getWidth();
            boolean isDark = isInside && code.get(isTurned ? code.getWidth() - 1 - x : x, y) == 1;
            picture[i] = (byte) (isDark == isTurned ? 220 : 30);
        }
        double half = PIXELS * code.getWidth() / 2.0;
        double middle = side / 2.0;
        double[] h = {isTurned ? -half : half, 0, middle, 0, half, middle, 0, 0, 1};
        return new Grid(new GreyImage(picture, side, side), code.getWidth(), h, isTurned);
    }
}
