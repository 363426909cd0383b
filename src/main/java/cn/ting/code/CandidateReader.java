package cn.ting.code;

import cn.ting.picture.GreyImage;
import cn.ting.picture.Pyramid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads the code that three corners may belong to: guesses the grid, tries the likely sizes, fits, samples and hands the modules
 * to ZXing, the cheapest first. Confined to the reader's thread.
 */
final class CandidateReader {

    /**
     * Likeness to a finder pattern of the corner least like it, and of the second. Of corners that led to a reading 1 in 90 was
     * below, mostly of codes that were read by other corners as well; of all others 97 in 100.
     */
    private static final double LEAST_LIKENESS = 0.3;

    private static final double USUAL_LIKENESS = 0.5;

    /** Timing patterns read worse than this are none, see {@link Grid#timing}. */
    private static final double LEAST_TIMING = 0.65;
    /** Read so well, no other number of modules need be tried. */
    private static final double SURE_TIMING = 0.93;

    /** Known modules of a code that is read with a glance at each. */
    private static final double CLEAR_AGREEMENT = 0.95;

    /** Known modules read worse than this are of no code, see {@link Modules#agreement}. */
    private static final double LEAST_AGREEMENT = 0.78;
    /** Below it, after the grid was bent to them, hardly any is read, and only at the end. */
    private static final double SURE_BENT_AGREEMENT = 0.86;

    /** Grids on which more is spent at the end. */
    private static final int MOST_PROMISING = 3;

    /** Of a code beyond doubt, on which effort may be spent that is not there. */
    private static final double SURE_AGREEMENT = 0.88;

    private static final int OVERDRAFT = 2_000_000;
    /** What timing patterns read by chance, and of a bent code. */
    private static final double CHANCE = 0.5;
    /** By which part of it a size may differ from what was measured. */
    private static final double FAR_OFF = 0.2;

    private static final double SURE_CORNERS = 0.6;
    /** Rounds of reading at once, and with those left to the end; of a thousand codes fifty need the first two, two need more. */
    private static final int FIRST_ROUNDS = 2;

    private static final int ROUNDS = 5;

    /** What all corners of one picture may cost, in greys sampled, of which some fifty take a microsecond: of a
     * frame, of which none was seen to be read that took more than half. */
    private static final int FRAME_EFFORT = 900_000;
    /** Likewise of a photo. */
    private static final int PHOTO_EFFORT = 20_000_000;
    /** What it takes to measure three corners, to do so where they show no edges, to fit a grid, and to read one module once. */
    private static final int MEASURING = 800;

    private static final int MATCHING = 2_000;
    private static final int FITTING = 3_000;
    private static final int MODULE = 18;
    /** How many numbers of modules a side are fitted, of those that look best. */
    private static final int MOST_FITS = 3;

    private final FirstGrid first = new FirstGrid();
    private final GridFit fit = new GridFit();
    private final Modules modules = new Modules();
    private final Spill spill = new Spill();
    private final Codewords codewords = new Codewords();
    private final Payload payload = new Payload();
    private final VainGrids vain = new VainGrids();
    private final List<Promise> promising = new ArrayList<>();
    private int effort;
    private final Pattern[] patterns = new Pattern[178];

    /** Begins a picture. */
    void begin(boolean isFrame) {
        renew(isFrame);
        first.begin();
        vain.forget();
        promising.clear();
    }

    /** Begins another way to look at the same picture, with an effort of its own. */
    void renew(boolean isFrame) {
        effort = isFrame ? FRAME_EFFORT : PHOTO_EFFORT;
    }

    /**
     * Reads.
     *
     * @param faint true to measure even what shows no edges, which takes longer
     * @return null when nothing is read, or the effort for this picture is spent
     */
    String read(Pyramid pyramid, Corners corners, boolean faint) {
        if (effort < 0) {
            return null;
        }
        double module = (corners.topLeft().size() + corners.topRight().size() + corners.bottomLeft().size()) / 21;
        int level = pyramid.levelFor(module);
        GreyImage image = pyramid.level(level);
        if (faint && !first.isLikely(image, level, corners)) {
            return null;
        }
        effort -= MEASURING;
        String text = first.measure(image, level, corners, false) ? readHopeful(corners) : null;
        // Blurred rings are measured otherwise; only good corners are worth it.
        boolean mayBeBlurred = text == null && corners.doubt() < SURE_CORNERS;
        text = mayBeBlurred && first.measure(image, level, corners, true) ? readHopeful(corners) : text;
        if (text != null || !faint) {
            return text;
        }
        effort -= MATCHING;
        return first.measureFaint(image, level, corners) ? readHopeful(corners) : null;
    }

    private int nearest() {
        return Math.max(21, Math.min(177, 4 * (int) Math.round((first.dimension - 17) / 4) + 17));
    }

    /** Reads what passes a test that costs a hundredth of reading: whether the corners are like finder patterns at all. */
    private String readHopeful(Corners corners) {
        Grid grid = first.of(nearest());
        int last = grid.dimension - 7;
        double a = corners.topLeft().hits() > 0 ? grid.likenessToFinder(0, 0) : 1;
        double b = corners.topRight().hits() > 0 ? grid.likenessToFinder(last, 0) : 1;
        double c = corners.bottomLeft().hits() > 0 ? grid.likenessToFinder(0, last) : 1;
        double least = Math.min(a, Math.min(b, c));
        double middle = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
        if (least < LEAST_LIKENESS || middle < USUAL_LIKENESS) {
            return null;
        }
        return read();
    }

    /** Reads with the number of modules a side, of the likely ones, that fits best. */
    private String read() {
        int nearest = nearest();
        // The longer the code, the more an error in the module's size counts.
        int tries = first.dimension < 40 ? 1 : first.dimension < 80 ? 2 : 3;
        List<Grid> grids = new ArrayList<>();
        int told = nearest < Grid.SMALLEST_TOLD - 8 ? 0 : first.of(nearest).toldDimension();
        if (told > 0 && Math.abs(told - first.dimension) < told * FAR_OFF) {
            Grid grid = first.of(told);
            effort -= FITTING;
            boolean isFitted = fit.project(grid, pattern(told), 1);
            String text = isFitted && grid.timing() >= SURE_TIMING ? glance(grid) : null;
            if (text == null && isFitted && fit.project(grid, pattern(told), 2) && grid.timing() > CHANCE) {
                text = read(grid, true);
            }
            if (text != null) {
                return text;
            }
        }
        for (int dimension = nearest - 4 * tries; dimension <= nearest + 4 * tries; dimension += 4) {
            if (dimension >= 21 && dimension <= 177) {
                grids.add(first.of(dimension));
            }
        }
        grids.sort(Comparator.comparingDouble(grid -> -grid.timing()));
        Grid best = null;
        double most = LEAST_TIMING;
        for (int i = 0; i < Math.min(MOST_FITS, grids.size()) && most < SURE_TIMING; i++) {
            Grid grid = grids.get(i);
            effort -= FITTING;
            double timing = fit.project(grid, pattern(grid.dimension), 1) ? grid.timing() : 0;
            if (timing > most) {
                most = timing;
                best = grid;
            }
        }
        if (best == null) {
            return null;
        }
        String text = most < SURE_TIMING ? null : glance(best);
        return text == null && fit.project(best, pattern(best.dimension), 2) ? read(best, false) : text;
    }

    /** Reads what is plain: nine of ten codes that are read are. */
    private String glance(Grid grid) {
        return modules.glance(grid, pattern(grid.dimension)) < CLEAR_AGREEMENT ? null : payload.read(modules.bits, grid.dimension);
    }

    /**
     * Tries the plain reading, then ever more costly ones as long as what is there looks like a code. ZXing, which goes over the
     * code twice to refuse it, is asked only for what is plain or was put right.
     */
    private String read(Grid grid, boolean isSure) {
        if (vain.knows(grid)) {
            return null;
        }
        Pattern pattern = pattern(grid.dimension);
        String text = glance(grid);
        if (text != null) {
            return text;
        }
        modules.sample(grid);
        modules.split();
        text = modules.agreement(pattern) < LEAST_AGREEMENT ? null : mended(modules.levels(), pattern);
        // Where modules have run into each other, no better grid parts them.
        if (text == null && modules.agreement(pattern) > SURE_AGREEMENT && spill.isSpilt(modules.levels(), modules.bits, pattern)) {
            text = parted(pattern);
        }
        for (int round = 1; text == null && round <= FIRST_ROUNDS; round++) {
            effort -= MODULE * grid.dimension * grid.dimension;
            boolean isBent = round == 1 && isSure; // then only the alignment patterns put the known modules right
            double agreement = modules.agreement(pattern);
            int least = agreement > SURE_AGREEMENT ? -OVERDRAFT : 0;
            if (effort < least || !isBent && agreement < LEAST_AGREEMENT) {
                return null;
            }
            if (round > 1 && promise(grid, agreement) < SURE_BENT_AGREEMENT) {
                return null;
            }
            if (round == 1 && fit.anchor(grid, pattern) > 0) {
                modules.sample(grid);
                modules.split();
            }
            text = readBent(grid, pattern, round);
        }
        return text;
    }

    /**
     * Spends more rounds on the grids that looked most like a code of all that were not read in this picture. Hardly any is read
     * then, so that it is left to the end.
     */
    String readPromising() {
        String text = null;
        for (int i = 0; i < promising.size() && text == null; i++) {
            Grid grid = promising.get(i).grid();
            modules.sample(grid);
            modules.split();
            int next = promising.get(i).agreement() < SURE_BENT_AGREEMENT ? FIRST_ROUNDS : FIRST_ROUNDS + 1;
            for (int round = next; text == null && round <= ROUNDS; round++) {
                text = readBent(grid, pattern(grid.dimension), round);
            }
        }
        promising.clear();
        return text;
    }

    /** Remembers a grid for {@link #readPromising}; returns its agreement. */
    private double promise(Grid grid, double agreement) {
        promising.add(new Promise(grid, agreement));
        promising.sort(Comparator.comparingDouble(promise -> -promise.agreement()));
        if (promising.size() > MOST_PROMISING) {
            promising.remove(MOST_PROMISING);
        }
        return agreement;
    }

    /** A grid that may be read yet. */
    private record Promise(Grid grid, double agreement) {}

    private String readBent(Grid grid, Pattern pattern, int round) {
        fit.bend(grid, modules.bits, Math.min(3, round));
        modules.sample(grid);
        String text = null;
        if (round == 2) {
            modules.splitClosely();
            text = mended(modules.levels(), pattern);
            if (text == null && modules.splitShaded()) {
                text = mended(modules.levels(), pattern);
            }
        }
        if (text == null) {
            modules.split();
            text = mended(modules.levels(), pattern);
        }
        return text == null && round > 1 ? parted(pattern) : text;
    }

    private String parted(Pattern pattern) {
        spill.undo(modules.levels(), modules.bits, pattern, 6);
        return mended(spill.margins(pattern.dimension), pattern);
    }

    /** Reads once more, with what is least sure given up. */
    private String mended(float[] margins, Pattern pattern) {
        if (!codewords.mend(modules.bits, modules.sureness(margins), pattern)) {
            return null;
        }
        String text = payload.read(modules.bits, pattern.dimension);
        if (text == null) {
            // They are another code's now.
            modules.split();
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
