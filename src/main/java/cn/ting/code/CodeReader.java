package cn.ting.code;

import java.util.HashSet;
import java.util.Set;

/** Reads QR codes from pictures. */
public final class CodeReader {

    private final Pyramid pyramid = new Pyramid();
    private final Threshold threshold = new Threshold();
    private final DarkImage image = new DarkImage();
    private final RowScan scan = new RowScan();
    private final Finders finders = new Finders();
    private final CandidateReader candidates = new CandidateReader();
    private final Set<Corners> tried = new HashSet<>();

    /** Reads. */
    public String decode(byte[] luminance, int width, int height) {
        pyramid.begin(luminance, width, height);
        finders.clear();
        tried.clear();
        int base = 0;
        while (Math.max(width, height) >> base > 800) {
            base++;
        }
        String text = null;
        for (int attempt = 0; text == null && attempt < 6; attempt++) {
            int level = pyramid.nearest(new int[] {base, base, base + 1, base - 1, base, base - 2}[attempt]);
            GreyImage grey = pyramid.level(level);
            int side = Math.min(grey.width, grey.height);
            if (attempt == 0) {
                threshold.global(grey, image);
            } else {
                threshold.local(grey, attempt == 4 ? side / 40 + 3 : side / 16 + 4, 2, image);
            }
            scan.scan(image, attempt == 0 ? 2 : 1, 1 << level, finders);
            for (Corners corners : Corners.among(finders.best(24), tried, 20)) {
                text = candidates.read(pyramid, corners, true);
                if (text != null) {
                    break;
                }
            }
        }
        return text;
    }
}
