package cn.ting.service.book;

import cn.ting.appointment.Appointments;
import cn.ting.appointment.Asking;
import cn.ting.appointment.Booking;
import cn.ting.appointment.Day;
import cn.ting.appointment.Questions;
import cn.ting.appointment.Told;
import cn.ting.link.Link;
import cn.ting.screen.Screen;
import cn.ting.slip.SlipPrinting;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import cn.ting.visit.Act;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitListener;
import cn.ting.visit.Visits;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Asks for times and follows what comes of it, for the visit in progress. An asking is committed with its fact before a page says so; its outcome is
 * written before a page calls it booked, and prints one slip.
 */
@Singleton
public class BookDesk implements VisitListener {

    private static final Logger LOG = Logger.getLogger(BookDesk.class);

    private final Ledger ledger;
    private final Appointments appointments;
    private final Questions questions;
    private final VisitBook book;
    private final Visits visits;
    private final SlipPrinting<Booking> printing;
    private final Screen screen;
    private final Link link;
    private final Inquiry<List<Day>> days = new Inquiry<>();
    private final Inquiry<Booking> outcome = new Inquiry<>();
    private final Inquiry<List<Booking>> mine = new Inquiry<>();
    private final Inquiry<Booking> byCode = new Inquiry<>();
    private final ExecutorService writing = Executors.newSingleThreadExecutor(task -> new Thread(task, "ting-appointments"));

    BookDesk(Ledger ledger, Appointments appointments, Questions questions, VisitBook book, Visits visits,
            SlipPrinting<Booking> printing, Screen screen, Link link) {
        this.ledger = ledger;
        this.appointments = appointments;
        this.questions = questions;
        this.book = book;
        this.visits = visits;
        this.printing = printing;
        this.screen = screen;
        this.link = link;
    }

    /** Begins to follow visits and the link; called once at the kiosk's start. */
    public void start() {
        visits.listen(this);
        appointments.start(visits);
        printing.start();
        printing.onChange(appointment -> drawAgain(BookingPages.EACH + appointment));
        link.onChange(() -> writing.execute(this::askAgain));
    }

    /** Answers what the last process left open; called once, before any printer is used. Waits for the ledger. */
    public void answer() {
        printing.answer();
    }

    /** A page that waits for the platform is drawn anew when the link is back: it then asks again what was not answered. */
    private void askAgain() {
        String shown = screen.path();
        if (link.up() && visits.current().isPresent() && shown.startsWith(BookingPages.EACH)
                && outcome.silent(shown.substring(BookingPages.EACH.length()))) {
            outcome.forget();
            screen.go(shown);
        }
    }

    /** The days of a hall's service, if the platform has told them by now; the page at {@code path} is drawn again when it has. */
    Optional<Told<List<Day>>> days(Visit visit, String hall, String service, boolean again, String path) {
        return days.ask(about(visit, hall, service), again, () -> questions.days(hall, service), () -> drawAgain(path));
    }

    private static String about(Visit visit, String... what) {
        return visit.id() + " " + String.join(" ", what);
    }

    private void drawAgain(String path) {
        if (screen.path().equals(path)) {
            screen.go(path);
        }
    }

    /**
     * Asks for a time that this visit was shown.
     *
     * @return empty when it was not, or the visit is over
     */
    Optional<Booking> ask(Visit visit, String hall, String service, LocalDate date, LocalTime from) {
        Optional<Day.Slot> slot = days.known(about(visit, hall, service))
                .flatMap(known -> known.stream().filter(day -> day.date().equals(date)).findFirst()).flatMap(day -> day.at(from));
        if (slot.isEmpty()) {
            return Optional.empty();
        }
        Optional<Asking> asking = ledger.promise(tx -> visit.over()
                ? Optional.<Asking>empty() : Optional.of(appointments.ask(tx, visit, hall, service, date, slot.get())));
        days.forget();
        return asking.map(known -> known instanceof Asking.Fresh fresh ? fresh.booking() : ((Asking.Already) known).booking());
    }

    /** What came of an asking, if the platform has told it by now. */
    Optional<Told<Booking>> outcome(Visit visit, String appointment, boolean again) {
        return outcome.ask(appointment, again,
                () -> questions.outcome(appointment).thenApplyAsync(told -> write(visit, told), writing),
                () -> drawAgain(BookingPages.EACH + appointment));
    }

    /** Asks again what was not answered, when the page is drawn next. */
    void askOutcomeAgain() {
        outcome.forget();
    }

    private Told<Booking> write(Visit visit, Told<Booking> told) {
        if (!(told instanceof Told.Known<Booking> known)) {
            return told;
        }
        try {
            Optional<Act> act = ledger.write(tx -> {
                boolean news = appointments.told(tx, known.what());
                return news ? printing.intend(tx, visit, known.what()) : Optional.<Act>empty();
            });
            act.ifPresent(intent -> printing.print(intent, known.what()));
            return told;
        } catch (LedgerException unwritten) {
            // Nothing is called booked that a restart would forget; the platform has it, and is asked again.
            LOG.errorf("an outcome was not written: %s", unwritten.fault().code());
            return new Told.Silent<>();
        }
    }

    /** Prints the slip once more, because the resident asks for it; refused while one is on its way or has come out. */
    void printAgain(Visit visit, Booking booking) {
        if (booking.state() == Booking.State.BOOKED) {
            printing.printAgain(visit, booking, () -> ledger.write(tx -> printing.intend(tx, visit, booking)));
        }
    }

    /** Does without it; asked twice it is withdrawn once. */
    void withdraw(Visit visit, String appointment) {
        ledger.write(tx -> !visit.over() && appointments.withdraw(tx, visit, appointment));
        mine.forget();
    }

    /** The appointments of whoever stands there, if the platform has told them by now. */
    Optional<Told<List<Booking>>> mine(Visit visit, String path) {
        Optional<String> pseudonym = book.pseudonym(visit);
        return mine.ask(about(visit), true, () -> pseudonym.map(questions::of)
                .orElseGet(() -> CompletableFuture.completedFuture(new Told.Silent<>())).thenApplyAsync(this::writeAll, writing),
                () -> drawAgain(path));
    }

    private Told<List<Booking>> writeAll(Told<List<Booking>> told) {
        if (told instanceof Told.Known<List<Booking>> known) {
            known.what().forEach(this::note);
        }
        return told;
    }

    /** The appointment of that code, if the platform has told it by now; without its answer, one that was booked at this kiosk. */
    Optional<Told<Booking>> withCode(Visit visit, String code, String path) {
        return byCode.ask(about(visit, code), true, () -> questions.withCode(code).thenApplyAsync(told -> {
            if (told instanceof Told.Known<Booking> known) {
                note(known.what());
            }
            return told instanceof Told.Silent ? appointments.here(code).<Told<Booking>>map(Told.Known::new).orElse(told) : told;
        }, writing), () -> drawAgain(path));
    }

    private void note(Booking said) {
        try {
            ledger.write(tx -> appointments.told(tx, said));
        } catch (LedgerException unwritten) {
            LOG.warnf("what the platform says of an appointment was not written: %s", unwritten.fault().code());
        }
    }

    @Override
    public void ended(Visit visit, EndReason reason) {
        days.forget();
        outcome.forget();
        mine.forget();
        byCode.forget();
    }

    @PreDestroy
    void stop() {
        writing.shutdown();
    }
}
