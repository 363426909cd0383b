package cn.ting.finder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.picture.DarkImage;
import cn.ting.picture.DarkImage.Cut;
import cn.ting.picture.GreyImage;
import cn.ting.picture.Pyramid;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes from edge to edge in eights finds a pattern wherever it stands in its eight, also where a row ends in the midst of one. */
class FinderSearchTest {

    private static final int MODULE = 3;
    private static final int SIDE = 7 * MODULE;
    /** So much that what is around the pattern is no ring. */
    private static final int ABOVE = 24;
    private static final int TALL = SIDE + 2 * ABOVE;

    @Test
    void aPatternIsFoundAtEveryPlaceOfPicturesOfEveryWidth() {
        RowScan rows = new RowScan();
        RingSearch rings = new RingSearch();
        for (int width = 64; width < 72; width++) {
            for (int left = MODULE; left + SIDE <= width; left++) {
                byte[] picture = drawn(width, left);
                String where = left + " of " + width;
                Finder byRows = found(picture, width, (dark, into) -> rows.scan(dark, 1, 1, false, into), where);
                Finder byRings = found(picture, width, (dark, into) -> rings.search(dark, 1, into), where);
                for (Finder one : List.of(byRows, byRings)) {
                    assertEquals(left + SIDE / 2.0, one.x(), 0.01, where);
                    assertEquals(TALL / 2.0, one.y(), 0.01, where);
                    assertEquals(SIDE, one.size(), 0.01, where);
                }
            }
        }
    }

    private interface Search {
        void in(DarkImage dark, Finders into);
    }

    private static Finder found(byte[] picture, int width, Search search, String where) {
        Pyramid pyramid = new Pyramid();
        pyramid.begin(picture, width, TALL);
        Finders finders = new Finders();
        finders.begin(pyramid);
        DarkImage dark = new DarkImage();
        dark.global(new GreyImage(picture, width, TALL), Cut.MIDDLE);
        search.in(dark, finders);
        // Rings around rings are told too, and seen less often.
        List<Finder> found = finders.best(1);
        assertEquals(1, found.size(), where);
        return found.get(0);
    }

    private static byte[] drawn(int width, int left) {
        byte[] picture = new byte[width * TALL];
        Arrays.fill(picture, (byte) 220);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int ring = Math.max(Math.abs(x / MODULE - 3), Math.abs(y / MODULE - 3));
                picture[(ABOVE + y) * width + left + x] = (byte) (ring == 2 ? 220 : 30);
            }
        }
        return picture;
    }
}
