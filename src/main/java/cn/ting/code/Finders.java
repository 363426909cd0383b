package cn.ting.code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The finder patterns of one frame, gathered from all searches: a code whose corners lie in different light is seen corner by
 * corner by different thresholds. Bounded. Confined to the reader's thread.
 */
final class Finders {

    private static final int MOST = 400;

    private final List<Finder> found = new ArrayList<>();

    void clear() {
        found.clear();
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    void add(Finder finder) {
        for (int i = found.size() - 1; i >= 0; i--) {
            if (found.get(i).isSameAs(finder)) {
                found.set(i, found.get(i).joinedWith(finder));
                return;
            }
        }
        if (found.size() < MOST) {
            found.add(finder);
        }
    }

    /** Those seen most often first: chance makes small ones, and in few rows. */
    List<Finder> best(int most) {
        return found.stream()
                .sorted(Comparator.comparingInt(Finder::hits).reversed())
                .limit(most)
                .toList();
    }
}
