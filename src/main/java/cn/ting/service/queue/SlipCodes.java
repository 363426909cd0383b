package cn.ting.service.queue;

import cn.ting.device.inventory.Inventory;
import cn.ting.device.scanner.CodeScanner;
import cn.ting.hall.Numbers;
import cn.ting.hall.Ticket;
import cn.ting.screen.Screen;
import cn.ting.store.LedgerException;
import cn.ting.time.KioskClock;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitListener;
import cn.ting.visit.Visits;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Whoever holds a slip before the scanner sees what its hall is calling. The whole code has to be one that this kiosk has given, so that a
 * code leads nowhere by being made up; it says nothing of whom it was given to, and shows only what hangs on the hall's wall.
 *
 * <p>Codes are taken one after the other on a thread of its own; more than four waiting ones are dropped.
 */
@Singleton
public class SlipCodes implements VisitListener {

    private static final Logger LOG = Logger.getLogger(SlipCodes.class);
    /** A slip held still is read again and again. */
    private static final Duration SAME = Duration.ofSeconds(3);

    private final Inventory inventory;
    private final Numbers numbers;
    private final Visits visits;
    private final Screen screen;
    private final KioskClock clock;
    private final ThreadPoolExecutor taking = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(4), task -> new Thread(task, "ting-codes"),
            new ThreadPoolExecutor.DiscardPolicy());
    private String last = "";
    private Duration lastAt = Duration.ZERO;

    SlipCodes(Inventory inventory, Numbers numbers, Visits visits, Screen screen, KioskClock clock) {
        this.inventory = inventory;
        this.numbers = numbers;
        this.visits = visits;
        this.screen = screen;
        this.clock = clock;
    }

    /** Begins to listen to the scanners; called once at the kiosk's start. */
    public void start() {
        visits.listen(this);
        scanners().forEach(scanner -> scanner.onCode(code -> taking.execute(() -> take(code))));
    }

    /** True when there is a scanner to hold a slip before. */
    boolean any() {
        return !scanners().isEmpty();
    }

    private List<CodeScanner> scanners() {
        return inventory.all(CodeScanner.class);
    }

    private void take(String code) {
        Duration now = clock.uptime();
        if (code.equals(last) && now.minus(lastAt).compareTo(SAME) < 0) {
            return;
        }
        last = code;
        lastAt = now;
        try {
            Optional<Ticket> ticket = numbers.withCode(code);
            visits.begin(new Milestone.Began("code"));
            screen.go(ticket.map(known -> "/queue/board/" + known.hall()).orElse("/queue/boards?slip=unknown"));
        } catch (LedgerException told) {
            LOG.errorf("a code was not looked up: %s", told.fault().code());
        }
    }

    @Override
    public void began(Visit visit) {
        scanners().forEach(scanner -> scanner.wanted(true));
    }

    /** What was scanned is forgotten with the visit. */
    @Override
    public void ended(Visit visit, EndReason reason) {
        scanners().forEach(scanner -> scanner.wanted(false));
        taking.execute(() -> last = "");
    }

    @PreDestroy
    void stop() {
        taking.shutdownNow();
    }
}
