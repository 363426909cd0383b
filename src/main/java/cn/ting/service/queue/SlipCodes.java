package cn.ting.service.queue;

import cn.ting.hall.Numbers;
import cn.ting.hall.Ticket;
import cn.ting.identify.CodesSeen;
import cn.ting.screen.Screen;
import cn.ting.store.LedgerException;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitListener;
import cn.ting.visit.Visits;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Whoever holds a slip before scanner or camera sees what its hall is calling. The whole code has to be one that this kiosk has given, so that a
 * code leads nowhere by being made up; it says nothing of whom it was given to, and shows only what hangs on the hall's wall.
 *
 * <p>An appointment's code leads to that appointment, which the platform is asked for.
 *
 * <p>A code is heeded at the idle page, on the boards and where an appointment's code is typed only: wherever else somebody is, a stray code leads nobody away. On the boards
 * a camera is made to look; at the idle page only what looks there by itself sees one. A slip that is left lying leads to
 * its board once.
 *
 * <p>Codes are taken one after the other on a thread of its own; more than four waiting ones are dropped.
 */
@Singleton
public class SlipCodes implements VisitListener {

    private static final Pattern APPOINTMENT = Pattern.compile("https://[!-~]{1,180}/appointment/(\\d{8})");
    private static final String APPOINTMENT_CODES = "/queue/bookings/code";
    private static final Logger LOG = Logger.getLogger(SlipCodes.class);

    private final CodesSeen codes;
    private final Numbers numbers;
    private final Visits visits;
    private final Screen screen;
    private final ThreadPoolExecutor taking = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(4), task -> new Thread(task, "ting-codes"),
            new ThreadPoolExecutor.DiscardPolicy());

    SlipCodes(CodesSeen codes, Numbers numbers, Visits visits, Screen screen) {
        this.codes = codes;
        this.numbers = numbers;
        this.visits = visits;
        this.screen = screen;
    }

    /** Begins to listen for codes; called once at the kiosk's start. */
    public void start() {
        visits.listen(this);
        screen.onDraw(this::look);
        codes.listen(code -> {
            Optional<Visit> during = visits.current();
            taking.execute(() -> take(code, during));
        });
    }

    /** Whether a slip that is held up is seen now. */
    CodesSeen.Eyes eyes() {
        return codes.eyes();
    }

    /** Registers for changes of {@link #eyes}. Listeners may only enqueue. */
    void onEyes(Runnable listener) {
        codes.onEyes(listener);
    }

    /** Asked anew whenever a page is drawn and when the visit is over, whichever comes last. */
    private synchronized void look() {
        codes.wanted(visits.current().isPresent() && whereCodesAreRead());
    }

    private boolean whereCodesAreRead() {
        return screen.path().startsWith(BoardPages.BOARDS_AND_EACH) || screen.path().startsWith(APPOINTMENT_CODES);
    }

    private void take(String code, Optional<Visit> during) {
        boolean elsewhere = visits.current().isPresent() && !whereCodesAreRead();
        if (elsewhere || during.filter(Visit::over).isPresent()) {
            return;
        }
        try {
            String page = page(code);
            boolean there = visits.current().isPresent() && screen.path().equals(page);
            if (visits.begin(new Milestone.Began("code")).isPresent() && !there) {
                screen.go(page);
            }
        } catch (LedgerException told) {
            LOG.errorf("a code was not looked up: %s", told.fault().code());
        }
    }

    /** Where a code leads. An appointment's is known by how its link ends, whoever has booked it and where. */
    private String page(String code) {
        Matcher appointment = APPOINTMENT.matcher(code);
        if (appointment.matches()) {
            return "/queue/bookings/found?code=" + appointment.group(1);
        }
        Optional<Ticket> ticket = numbers.withCode(code);
        return ticket.map(known -> "/queue/board/" + known.hall()).orElse("/queue/boards?slip=unknown");
    }

    @Override
    public void ended(Visit visit, EndReason reason) {
        look();
    }

    @PreDestroy
    void stop() {
        taking.shutdownNow();
    }
}
