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
 * <p>A code is heeded at the idle page and on the boards only: wherever else somebody is, a stray code leads nobody away. A slip that is
 * left lying before a scanner that looks by itself is heeded once.
 *
 * <p>Codes are taken one after the other on a thread of its own; more than four waiting ones are dropped.
 */
@Singleton
public class SlipCodes implements VisitListener {

    private static final Logger LOG = Logger.getLogger(SlipCodes.class);
    /** A slip held still is read again and again: it is the same until it was out of sight for so long. */
    private static final Duration SAME = Duration.ofSeconds(3);

    private final Inventory inventory;
    private final Numbers numbers;
    private final Visits visits;
    private final Screen screen;
    private final KioskClock clock;
    private final ThreadPoolExecutor taking = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(4), task -> new Thread(task, "ting-codes"),
            new ThreadPoolExecutor.DiscardPolicy());
    /** Of the code seen last; the code itself is forgotten. */
    private int last;
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
        scanners().forEach(scanner -> scanner.onCode(code -> {
            Optional<Visit> during = visits.current();
            taking.execute(() -> take(code, during));
        }));
    }

    /** True when there is a scanner to hold a slip before. */
    boolean any() {
        return !scanners().isEmpty();
    }

    private List<CodeScanner> scanners() {
        return inventory.all(CodeScanner.class);
    }

    private void take(String code, Optional<Visit> during) {
        boolean elsewhere = visits.current().isPresent() && !screen.path().startsWith(BoardPages.BOARDS_AND_EACH);
        if (elsewhere || during.filter(Visit::over).isPresent()) {
            return;
        }
        Duration now = clock.uptime();
        boolean same = code.hashCode() == last && now.minus(lastAt).compareTo(SAME) < 0;
        last = code.hashCode();
        lastAt = now;
        if (same) {
            return;
        }
        try {
            Optional<Ticket> ticket = numbers.withCode(code);
            if (visits.begin(new Milestone.Began("code")).isEmpty()) {
                return;
            }
            screen.go(ticket.map(known -> "/queue/board/" + known.hall()).orElse("/queue/boards?slip=unknown"));
        } catch (LedgerException told) {
            LOG.errorf("a code was not looked up: %s", told.fault().code());
        }
    }

    @Override
    public void began(Visit visit) {
        scanners().forEach(scanner -> scanner.wanted(true));
    }

    @Override
    public void ended(Visit visit, EndReason reason) {
        scanners().forEach(scanner -> scanner.wanted(false));
    }

    @PreDestroy
    void stop() {
        taking.shutdownNow();
    }
}
