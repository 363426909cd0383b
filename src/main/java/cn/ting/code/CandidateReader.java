package cn.ting.code;

/**
 * Reads the code that three corners may belong to: guesses the grid, tries the likely sizes, fits, samples and hands the modules
 * to ZXing, the cheapest first. Confined to the reader's thread.
 */
final class CandidateReader {

    /** Timing patterns read worse than this are none, see {@link GridFit#timing}. */
    private static final double LEAST_TIMING = 0.65;
    /** Read so well, no other number of modules need be tried. */
    private static final double SURE_TIMING = 0.93;

    /** Known modules read worse than this are of no code, see {@link Modules#agreement}. */
    private static final double LEAST_AGREEMENT = 0.78;
    private static final double SURE_CORNERS = 0.6;
    private static final int ROUNDS = 5;

    /**
     * What all corners of one picture may cost, in modules looked at, of which some ten or twenty take a microsecond: of a frame
     * and of a photo.
     */
    private static final int FRAME_EFFORT = 400_000;

    private static final int PHOTO_EFFORT = 4_000_000;
    /** What corners cost that are none. */
    private static final int CORNERS_EFFORT = 2_000;

    private final FirstGrid first = new FirstGrid();
    private final GridFit fit = new GridFit();
    private final Modules modules = new Modules();
    private final Spill spill = new Spill();
    private final Payload payload = new Payload();
    private int effort;
    private final Pattern[] patterns = new Pattern[178];

    /** Begins a picture, and its effort. */
    void begin(boolean isFrame) {
        effort = isFrame ? FRAME_EFFORT : PHOTO_EFFORT;
    }

    /** @return null when nothing is read, or the effort for this picture is spent */
    String read(Pyramid pyramid, Corners corners) {
        effort -= CORNERS_EFFORT;
        if (effort < 0) {
            return null;
        }
        double module = (corners.topLeft().size() + corners.topRight().size() + corners.bottomLeft().size()) / 21;
        int level = pyramid.levelFor(module);
        GreyImage image = pyramid.level(level);
        String text = first.measure(image, level, corners, false) ? read() : null;
        // Blurred rings are measured otherwise; only good corners are worth it.
        boolean mayBeBlurred = text == null && corners.doubt() < SURE_CORNERS;
        return mayBeBlurred && first.measure(image, level, corners, true) ? read() : text;
    }

    /** Reads with the number of modules a side, of the likely ones, that fits best. */
    private String read() {
        int nearest = Math.max(21, Math.min(177, 4 * (int) Math.round((first.dimension - 17) / 4) + 17));
        // The longer the code, the more an error in the module's size counts.
        int tries = first.dimension < 40 ? 1 : first.dimension < 80 ? 2 : 3;
        Grid best = null;
        double most = LEAST_TIMING;
        for (int i = 0; i <= 2 * tries && most < SURE_TIMING; i++) {
            int dimension = nearest + 4 * (i % 2 == 0 ? i / 2 : -(i + 1) / 2);
            Grid grid = dimension < 21 || dimension > 177 ? null : first.of(dimension);
            if (grid != null && fit.project(grid, pattern(dimension), 1)) {
                double timing = fit.timing(grid);
                if (timing > most) {
                    most = timing;
                    best = grid;
                }
            }
        }
        return best != null && fit.project(best, pattern(best.dimension), 2) ? read(best) : null;
    }

    /** Tries the plain reading, then ever more costly ones as long as what is there looks like a code. */
    private String read(Grid grid) {
        Pattern pattern = pattern(grid.dimension);
        modules.sample(grid);
        modules.split();
        String text = payload.read(modules.bits, grid.dimension);
        for (int round = 1; text == null && round <= ROUNDS; round++) {
            effort -= grid.dimension * grid.dimension;
            if (effort < 0 || modules.agreement(pattern) < LEAST_AGREEMENT) {
                return null;
            }
            if (round == 1 && fit.anchor(grid, pattern) > 0) {
                modules.sample(grid);
                modules.split();
            }
            fit.bend(grid, modules.bits, Math.min(3, round));
            modules.sample(grid);
            modules.split();
            text = payload.read(modules.bits, grid.dimension);
            if (text == null && round == 2) {
                modules.splitClosely();
                text = payload.read(modules.bits, grid.dimension);
                modules.split();
            }
            if (text == null && round > 1) {
                spill.undo(modules.levels(), modules.bits, pattern, 6);
                text = payload.read(modules.bits, grid.dimension);
            }
        }
        return text;
    }

    private Pattern pattern(int dimension) {
        if (patterns[dimension] == null) {
            patterns[dimension] = new Pattern(dimension);
        }
        return patterns[dimension];
    }
}
