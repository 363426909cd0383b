package cn.ting.device.inventory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** A device that can prove what it is for, at a technician's word: a slip printed, a lamp lit, a module asked. */
public interface SelfTesting {

    /**
     * Tests the device for real, after whatever it is doing. Returns at once.
     *
     * @return the verdict; what takes longer than half a minute is given up by who asked
     */
    CompletableFuture<Verdict> selfTest();

    /**
     * A test that is asked for on one thread and concluded on another, one at a time: whoever asks while one is underway hears the same
     * verdict. Safe for use by any thread.
     */
    final class Asked {

        private final AtomicReference<CompletableFuture<Verdict>> test = new AtomicReference<>();

        /** Asks, and returns what will be concluded. */
        public CompletableFuture<Verdict> ask() {
            CompletableFuture<Verdict> fresh = new CompletableFuture<>();
            CompletableFuture<Verdict> underway = test.compareAndExchange(null, fresh);
            return (underway == null ? fresh : underway).copy();
        }

        /** True while somebody waits for a verdict. */
        public boolean open() {
            return test.get() != null;
        }

        /** Tells whoever waits; harmless when nobody does. */
        public void conclude(Verdict verdict) {
            CompletableFuture<Verdict> asked = test.getAndSet(null);
            if (asked != null) {
                asked.complete(verdict);
            }
        }
    }
}
