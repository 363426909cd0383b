package cn.ting.code;

/**
 * Reads the code that three corners may belong to: guesses the grid, tries the likely sizes, fits, samples and hands the modules
 * to ZXing, the cheapest first. Confined to the reader's thread.
 */
final class CandidateReader {

    /** Below this a module is finer than the picture tells; a finer picture is taken. */
    private static final double FINEST_MODULE = 3;
    /** Timing patterns read this badly are none. */
    private static final double LEAST_AGREEMENT = 0.68;

    private final FirstGrid first = new FirstGrid();
    private final GridFit fit = new GridFit();
    private final Modules modules = new Modules();
    private final Payload payload = new Payload();
    private final Pattern[] patterns = new Pattern[178];

    /** @return null when nothing is read */
    String read(Pyramid pyramid, Corners corners, boolean thorough) {
        double module = (corners.topLeft().size() + corners.topRight().size() + corners.bottomLeft().size()) / 21;
        int level = 0;
        while (module / (1 << level + 1) >= FINEST_MODULE && pyramid.nearest(level + 1) == level + 1) {
            level++;
        }
        if (!first.measure(pyramid.level(level), level, corners)) {
            return null;
        }
        int nearest = Math.max(21, Math.min(177, 4 * (int) Math.round((first.dimension - 17) / 4) + 17));
        int tries = first.dimension < 40 ? 1 : first.dimension < 80 ? 2 : 3;
        Grid best = null;
        double most = 0;
        for (int i = -tries; i <= tries; i++) {
            int dimension = nearest + 4 * i;
            if (dimension < 21 || dimension > 177) {
                continue;
            }
            Grid grid = first.of(dimension);
            if (!fit.project(grid, pattern(dimension), 2)) {
                continue;
            }
            modules.sample(grid);
            modules.split();
            double agreement = modules.agreement(pattern(dimension));
            if (agreement > most) {
                most = agreement;
                best = grid;
            }
        }
        return most < LEAST_AGREEMENT ? null : read(best, thorough);
    }

    private String read(Grid grid, boolean thorough) {
        Pattern pattern = pattern(grid.dimension);
        modules.sample(grid);
        modules.split();
        String text = payload.read(modules.bits, grid.dimension);
        for (int round = 0; text == null && round < (thorough ? 6 : 4); round++) {
            fit.bend(grid, modules.bits, Math.min(3, 1 + round));
            modules.sample(grid);
            modules.split();
            text = payload.read(modules.bits, grid.dimension);
            if (text == null && thorough) {
                modules.splitSharpened(0.6f);
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
