package cn.ting.device.scanner;

import cn.ting.device.inventory.SelfTesting;
import cn.ting.device.inventory.Verdict;
import cn.ting.time.KioskClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Whoever wants to hear of codes, a technician among them. Safe for use by any thread. */
final class CodeListeners {

    private static final Duration HELD_UP_WITHIN = Duration.ofSeconds(20);

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final SelfTesting.Asked test = new SelfTesting.Asked();
    private KioskClock.Alarm late = () -> {};

    void add(Consumer<String> listener) {
        listeners.add(listener);
    }

    void tell(String code) {
        test.conclude(Verdict.passed("a code of " + code.length() + " characters was read"));
        listeners.forEach(listener -> listener.accept(code));
    }

    /** Waits for a code that a technician holds up: nothing less proves a scanner. */
    synchronized CompletableFuture<Verdict> selfTest(KioskClock clock) {
        if (!test.open()) {
            late.cancel();
            late = clock.after(HELD_UP_WITHIN, () -> test.conclude(
                    Verdict.failed("no code was read within " + HELD_UP_WITHIN.toSeconds() + " s: hold one up")));
        }
        return test.ask();
    }

    /** True while a technician is to hold up a code. */
    boolean testing() {
        return test.open();
    }
}
