package cn.ting.finder;

import cn.ting.picture.GreyImage;
import cn.ting.picture.Pyramid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The finder patterns of one frame, gathered from all searches: a code whose corners lie in different light is seen corner by
 * corner by different thresholds. Each is looked at once more in grey, in four directions, which hardly anything passes by
 * chance. Bounded. Confined to the reader's thread.
 */
public final class Finders {

    private static final int MOST = 200;
    /** Looks in grey that may be taken; a sheet of nothing but rings is not looked at to the end. */
    private static final int MOST_CHECKS = 2_000;
    private static final double[][] DIRECTIONS = {{1, 0}, {0, 1}, {Math.sqrt(0.5), Math.sqrt(0.5)}, {Math.sqrt(0.5), -Math.sqrt(0.5)}};

    private final Ray ray = new Ray();
    private final List<Finder> found = new ArrayList<>();
    private final List<Finder> refused = new ArrayList<>();
    private Pyramid pyramid;
    private int checks;

    /** Forgets the last frame's. */
    public void begin(Pyramid frame) {
        pyramid = frame;
        forget();
    }

    /** Forgets what was found so far in this picture. */
    public void forget() {
        found.clear();
        refused.clear();
        checks = 0;
    }

    void add(Finder finder) {
        if (joins(finder, found) || joins(finder, refused)) {
            return;
        }
        if (found.size() == MOST || checks == MOST_CHECKS) {
            return;
        }
        checks++;
        if (isSeenInGrey(finder)) {
            found.add(finder);
        } else {
            refused.add(finder);
            if (refused.size() > MOST) {
                refused.remove(0); // the scan has gone past the oldest
            }
        }
    }

    /** Adds one that was held against the pattern already, its hits telling how like it was; of those alike the best stays. */
    void addMatched(Finder finder) {
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).isSameAs(finder)) {
                found.set(i, found.get(i).hits() >= finder.hits() ? found.get(i) : finder);
                return;
            }
        }
        if (found.size() < MOST) {
            found.add(finder);
        }
    }

    /** Whether one much like this was found, and seen as often. */
    boolean knows(Finder finder) {
        for (Finder other : found) {
            if (other.isSameAs(finder) && other.hits() >= finder.hits()) {
                return true;
            }
        }
        return false;
    }

    private static boolean joins(Finder finder, List<Finder> into) {
        for (int i = into.size() - 1; i >= 0; i--) {
            if (into.get(i).isSameAs(finder)) {
                into.set(i, into.get(i).joinedWith(finder));
                return true;
            }
        }
        return false;
    }

    private boolean isSeenInGrey(Finder finder) {
        int level = pyramid.levelFor(finder.size() / 7);
        double scale = 1.0 / (1 << level);
        GreyImage image = pyramid.level(level);
        int unseen = 0;
        for (int i = 0; i < DIRECTIONS.length && unseen < 2; i++) {
            boolean isSeen = ray.measure(
                    image, finder.x() * scale, finder.y() * scale, finder.size() * scale, DIRECTIONS[i][0], DIRECTIONS[i][1],
                    finder.inverted(), false);
            unseen += isSeen ? 0 : 1;
        }
        return unseen < 2;
    }

    /** True when one was seen so often that a code is likely. */
    public boolean isPromising() {
        return found.stream().anyMatch(finder -> finder.hits() >= 5);
    }

    /** Those seen most often first: chance makes small ones, and in few rows. */
    public List<Finder> best(int most) {
        return found.stream()
                .sorted(Comparator.comparingInt(Finder::hits).reversed())
                .limit(most)
                .toList();
    }
}
