package cn.ting.conformance;

import cn.ting.time.KioskClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What was sent and heard, in its order: what is sent stands before anything that can answer it. Holds {@value #MOST} entries; what comes
 * beyond is let go of. Safe for use by any thread.
 */
final class Journal {

    private static final int MOST = 200_000;

    /** One thing that happened. */
    sealed interface Entry permits Born, Sent, Heard, Mark {}

    /**
     * A birth is going to be sent.
     *
     * @param at when, by {@link Journal#uptime}
     */
    record Born(String kiosk, String epoch, Duration at) implements Entry {}

    /** A fact is going to be sent; {@code key} is its ordering key. */
    record Sent(String kiosk, String epoch, long number, String key) implements Entry {}

    /**
     * A message came.
     *
     * @param kiosk who heard it
     * @param retained it was there when its topic was subscribed
     * @param correlation of an answer, what its question was sent with; else empty
     * @param at when, by {@link Journal#uptime}
     */
    record Heard(String kiosk, String topic, byte[] payload, boolean retained, int qos, String correlation, Duration at) implements Entry {}

    /** From here on the platform may have forgotten something. */
    record Mark() implements Entry {}

    private final KioskClock clock;
    private final Supplier<Duration> patience;
    private final List<Entry> entries = new ArrayList<>();

    /** @param patience how long what is asked for may take at that moment */
    Journal(KioskClock clock, Supplier<Duration> patience) {
        this.clock = clock;
        this.patience = patience;
    }

    synchronized void add(Entry entry) {
        if (entries.size() < MOST) {
            entries.add(entry);
        }
        notifyAll();
    }

    /** The checker's own time. */
    Duration uptime() {
        return clock.uptime();
    }

    /** Where the next entry will stand. */
    synchronized int now() {
        return entries.size();
    }

    synchronized List<Entry> all() {
        return List.copyOf(entries);
    }

    /** The first message from a place on that is wanted, waited for. */
    Optional<Heard> await(int from, Predicate<Heard> wanted) {
        return await(from, patience.get(), wanted);
    }

    /** The same, waited for no longer than that. */
    synchronized Optional<Heard> await(int from, Duration patience, Predicate<Heard> wanted) {
        Duration deadline = clock.uptime().plus(patience);
        for (int next = from; ; next++) {
            while (next >= entries.size()) {
                long left = deadline.minus(clock.uptime()).toMillis();
                if (left <= 0) {
                    return Optional.empty();
                }
                try {
                    wait(left);
                } catch (InterruptedException hurried) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                }
            }
            if (entries.get(next) instanceof Heard heard && wanted.test(heard)) {
                return Optional.of(heard);
            }
        }
    }
}
