package cn.ting.device.receipt;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The newest hundred of what there is without end. Added to by one thread at a time, read by any. */
final class Newest<T> {

    private static final int MOST_KEPT = 100;

    private final List<T> kept = new CopyOnWriteArrayList<>();

    void add(T next) {
        kept.add(next);
        while (kept.size() > MOST_KEPT) {
            kept.remove(0);
        }
    }

    /** Oldest first. */
    List<T> all() {
        return List.copyOf(kept);
    }
}
