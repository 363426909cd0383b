package cn.ting.code;

import java.util.HashSet;
import java.util.Set;

/** Reads QR codes from pictures. */
public final class CodeReader {

    private final Pyramid pyramid = new Pyramid();
    private final DarkImage image = new DarkImage();
    private final RowScan scan = new RowScan();
    private final RingSearch rings = new RingSearch();
    private final Finders finders = new Finders();
    private final CandidateReader candidates = new CandidateReader();
    private final Set<Long> tried = new HashSet<>();
    static final int[] WON = new int[20];
    static final long[] SPENT = new long[20];

    /** Reads. */
    public String decode(byte[] luminance, int width, int height) {
        pyramid.begin(luminance, width, height);
        finders.begin(pyramid);
        tried.clear();
        int base = 0;
        while (Math.max(width, height) >> base > 700) {
            base++;
        }
        String text = null;
        //                level, radius divisor, open, rings
        int[][] plan = {{0, 0, 0, 0}, {1, 12, 0, 2}, {0, 16, 0, 2}, {2, 12, 0, 2}, {0, 50, 0, 2}, {-1, 16, 0, 2}, {1, 24, 1, 2}, {0, 24, 1, 0}, {-1, 50, 1, 2}, {-2, 16, 0, 2}, {-2, 50, 0, 2}, {-3, 50, 0, 2}};
        for (int attempt = 0; text == null && attempt < plan.length; attempt++) {
            long t0 = System.nanoTime();
            int[] p = plan[attempt];
            if (attempt == 4 && width * height > 200_000 && width * height < 1_200_000 && !finders.isPromising()) {
                break;
            }
            int level = pyramid.nearest(base + p[0]);
            if (level != base + p[0]) {
                continue;
            }
            GreyImage grey = pyramid.level(level);
            int side = Math.min(grey.width, grey.height);
            if (p[1] == 0) {
                image.global(grey);
            } else {
                image.local(grey, side / p[1] + 4, Math.max(2, Math.min(p[1] == 50 ? 5 : 10, 3 * DarkImage.noise(grey) / 2)));
            }
            scan.scan(image, attempt == 0 ? 2 : 1, 1 << level, p[2] == 1, finders);
            text = tryAll();
            if (text != null) {
                WON[attempt]++;
            } else if (p[3] == 2) {
                rings.search(image, 1 << level, finders);
                text = tryAll();
                if (text != null) {
                    WON[12]++;
                }
            }
            SPENT[attempt] += System.nanoTime() - t0;
        }
        return text;
    }

    private String tryAll() {
        String text = null;
        for (Corners corners : Corners.among(finders.best(24), tried, 20)) {
            text = candidates.read(pyramid, corners);
            if (text != null) {
                break;
            }
        }
        return text;
    }
}
