package cn.ting.supply;

import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * How often relays have taken a device's power of late, across restarts: relay and device are worn by it, and a kiosk that is started
 * over and over shall not begin each time with a day's worth. How many are too many is not known here. Safe for use by any thread.
 */
public final class PowerCycles {

    private static final Logger LOG = Logger.getLogger(PowerCycles.class);

    /** More relays than a cabinet has. */
    private static final int MOST_WAITING = 32;

    private final Ledger ledger;
    private final PowerCycleTable table = new PowerCycleTable();
    private final ThreadPoolExecutor keeping = new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), PowerCycles::thread);

    PowerCycles(Ledger ledger) {
        this.ledger = ledger;
        keeping.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "ting-power-cycles");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Those that were kept of a relay; none where the ledger cannot be read, which is told by its condition. Waits for the disk.
     *
     * @param relay RELAY/CHANNEL, as {@code device-config} has it
     */
    public List<Instant> of(String relay) {
        try {
            return ledger.read(tx -> table.of(tx, relay));
        } catch (LedgerException told) {
            return List.of();
        }
    }

    /**
     * Keeps what a relay has done in place of what was known of it. Returns at once.
     *
     * @param cycles asked for when they are written, so that the last who keeps is right
     * @return completes, never exceptionally, when they are on the disk or cannot be brought there: who cannot write counts in memory
     */
    public CompletableFuture<Void> keep(String relay, Supplier<List<Instant>> cycles) {
        try {
            return CompletableFuture.runAsync(() -> write(relay, cycles), keeping);
        } catch (RejectedExecutionException stuck) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private void write(String relay, Supplier<List<Instant>> cycles) {
        try {
            ledger.write(tx -> {
                table.replace(tx, relay, cycles.get());
                return null;
            });
        } catch (LedgerException told) {
            LOG.debugf("the cycles of %s are not kept: %s", relay, told.getMessage());
        }
    }
}
