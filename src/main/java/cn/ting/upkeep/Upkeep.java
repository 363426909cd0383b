package cn.ting.upkeep;

import cn.ting.appointment.Appointments;
import cn.ting.hall.Numbers;
import cn.ting.outbox.Outbox;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import cn.ting.time.KioskClock;
import cn.ting.visit.VisitBook;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Looks after what is kept: the ledger's file every minute, tally and tidying every ten. All on one thread of its own, in steps of some ten
 * milliseconds, so that a resident's number never waits for the broom.
 */
@Singleton
public final class Upkeep {

    /** How long the content of what was receipted is kept; then its id, type and hash. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final Logger LOG = Logger.getLogger(Upkeep.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int TIDY_EVERY = 10;
    private static final int MOST_STEPS = 1000;

    private final Ledger ledger;
    private final Outbox outbox;
    private final VisitBook book;
    private final Numbers numbers;
    private final Appointments appointments;
    private final Tallies tallies;
    private final KioskClock clock;
    private final ThreadPoolExecutor caring = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), task -> new Thread(task, "ting-upkeep"),
            new ThreadPoolExecutor.DiscardPolicy());
    private long minutes;
    /** The steps that have. For whoever cares. */
    private final Set<String> stumbled = new HashSet<>();

    Upkeep(Ledger ledger, Outbox outbox, VisitBook book, Numbers numbers, Appointments appointments, Tallies tallies, KioskClock clock) {
        this.ledger = ledger;
        this.outbox = outbox;
        this.book = book;
        this.numbers = numbers;
        this.appointments = appointments;
        this.tallies = tallies;
        this.clock = clock;
    }

    /** Begins; called once at the kiosk's start. */
    public void start() {
        tallies.start();
        clock.every(MINUTE, () -> caring.execute(this::care));
    }

    /** One minute's care. What the ledger refuses is done another time. */
    void care() {
        step("looking after the file", () -> ledger.tend());
        if (minutes++ % TIDY_EVERY == 0) {
            step("tallying", () -> tallies.tally());
            step("looking for the platform's word on tallies", () -> tallies.lookForAnswers());
            tidy();
        }
    }

    private void step(String what, Runnable work) {
        more(what, () -> {
            work.run();
            return false;
        });
    }

    /** What one step stumbles over, as over a value that the disk has spoilt, holds up none of the others; it is logged once. */
    private boolean more(String what, BooleanSupplier work) {
        try {
            return work.getAsBoolean();
        } catch (LedgerException told) {
            LOG.debugf("the ledger takes no care now: %s: %s", what, told.fault().code());
        } catch (RuntimeException odd) {
            if (stumbled.add(what)) {
                LOG.errorf(odd, "the care for the ledger stumbles at %s", what);
            }
        }
        return false;
    }

    private void tidy() {
        boolean more = true;
        for (int step = 0; step < MOST_STEPS && more; step++) {
            more = more("posting again", () -> ledger.write(book::postAgain));
        }
        more = true;
        for (int step = 0; step < MOST_STEPS && more; step++) {
            more = more("erasing persons", () -> ledger.write(book::erasePersons));
        }
        // A clock that the platform has not confirmed may be a year ahead, also by NTP, and everything would be old by it.
        if (!clock.confirmed()) {
            return;
        }
        more = true;
        for (int step = 0; step < MOST_STEPS && more; step++) {
            more = more("letting go of letters", () -> outbox.purge());
        }
        String before = clock.instant().minus(KEPT).truncatedTo(ChronoUnit.MILLIS).toString();
        more = true;
        for (int step = 0; step < MOST_STEPS && more; step++) {
            more = more("erasing", () -> ledger.write(tx -> book.erase(tx, before)));
        }
        LocalDate kept = clock.local().toLocalDate().minusDays(KEPT.toDays());
        step("forgetting numbers", () -> numbers.forget(kept));
        step("forgetting appointments", () -> appointments.forget(kept));
    }

    @PreDestroy
    void stop() {
        caring.shutdownNow();
    }
}
