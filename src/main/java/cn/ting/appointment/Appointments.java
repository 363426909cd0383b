package cn.ting.appointment;

import cn.ting.hall.Issue;
import cn.ting.hall.Numbers;
import cn.ting.hall.Ticket;
import cn.ting.matter.Catalogue;
import cn.ting.matter.HallEntry;
import cn.ting.seal.Tokens;
import cn.ting.store.Ledger;
import cn.ting.store.Transaction;
import cn.ting.time.KioskClock;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitListener;
import cn.ting.visit.Visits;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happens to appointments here, each with its fact in one transaction of the ledger. What the platform tells changes nothing that was done
 * here meanwhile: its answer may be older than the fact that is on its way. Safe for use by any thread.
 *
 * <p>A visit may check in only what the platform, or this kiosk's ledger, has told it, and withdraw of that only what was told as its resident's own and
 * not by a code, which others may hold: that is kept in memory, until the visit is over.
 */
@Singleton
public final class Appointments implements VisitListener {

    private static final int MOST_TOLD = 64;

    /** What a visit was told, and whether as its resident's own. */
    private record Heard(Booking booking, boolean own) {}

    private final Catalogue catalogue;
    private final Numbers numbers;
    private final VisitBook book;
    private final Ledger ledger;
    private final KioskClock clock;
    private final AppointmentTable table = new AppointmentTable();
    /** What the visit in progress was told of, by id. */
    private final Map<String, Heard> told = new HashMap<>();
    private String toldTo = "";

    public Appointments(Catalogue catalogue, Numbers numbers, VisitBook book, Ledger ledger, KioskClock clock) {
        this.catalogue = catalogue;
        this.numbers = numbers;
        this.book = book;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Begins to follow visits, to forget with them; called once at the kiosk's start. */
    public void start(Visits visits) {
        visits.listen(this);
    }

    /** The halls that take appointments. */
    public List<HallEntry> halls() {
        return catalogue.halls().stream().filter(hall -> hall.appointments().isPresent()).toList();
    }

    /** Asks for a time in the caller's transaction; nothing is booked by that. Show it only after the commit. */
    public Asking ask(Transaction tx, Visit visit, String hall, String service, LocalDate date, Day.Slot slot) throws SQLException {
        Optional<String> person = book.pseudonym(visit);
        Optional<Booking> already = table.inForce(tx, visit.id(), person, service, date);
        if (already.isPresent()) {
            remember(visit, List.of(already.get()), true);
            return new Asking.Already(already.get());
        }
        Booking asked = new Booking(
                Tokens.fresh(), hall, service, date, slot.from(), slot.until(), Booking.State.ASKED, "", "", "", "");
        table.put(tx, asked, visit.id(), person, now());
        tx.afterCommit(() -> remember(visit, List.of(asked), true));
        book.record(tx, visit, new AppointmentFact.Asked(asked.appointment(), hall, service, date, slot.from().toString()));
        return new Asking.Fresh(asked);
    }

    /**
     * Notes what the platform says of an appointment that this kiosk knows.
     *
     * @return true when it was only asked for until now, and is booked
     */
    public boolean told(Transaction tx, Booking said) throws SQLException {
        Optional<Booking> here = table.byId(tx, said.appointment());
        if (here.isEmpty() || !here.get().inForce()) {
            return false;
        }
        table.put(tx, said, "", Optional.empty(), now());
        return here.get().state() == Booking.State.ASKED && said.state() == Booking.State.BOOKED;
    }

    /**
     * What a visit is shown of what the platform told: with what was done here since, and what was asked for here and has no answer yet.
     */
    public List<Booking> shown(Visit visit, List<Booking> said) {
        List<Booking> shown = ledger.read(tx -> {
            List<Booking> all = new ArrayList<>();
            for (Booking booking : said) {
                all.add(table.byId(tx, booking.appointment()).filter(here -> !here.inForce()).orElse(booking));
            }
            for (Booking asked : table.unanswered(tx, visit.id(), book.pseudonym(visit))) {
                if (all.stream().noneMatch(booking -> booking.appointment().equals(asked.appointment()))) {
                    all.add(asked);
                }
            }
            return all;
        });
        remember(visit, shown, true);
        return shown;
    }

    /** What a visit is shown of an appointment that was found by its code. */
    public Booking found(Visit visit, Booking said) {
        Booking shown = ledger.read(tx -> table.byId(tx, said.appointment()).filter(here -> !here.inForce()).orElse(said));
        remember(visit, List.of(shown), false);
        return shown;
    }

    /** True for one in force that was told this visit as its resident's own. */
    public boolean mayWithdraw(Visit visit, Booking booking) {
        return booking.inForce() && toldTo(visit, booking.appointment()).filter(Heard::own).isPresent();
    }

    /** The appointment of that code, where it was booked at this kiosk: what can be told without a link. */
    public Optional<Booking> here(String code) {
        return ledger.read(tx -> table.withCode(tx, code));
    }

    /** One that this visit asked for or was told of, as it stands now. */
    public Optional<Booking> known(Visit visit, String appointment) {
        return ledger.read(tx -> current(tx, visit, appointment));
    }

    private synchronized Optional<Heard> toldTo(Visit visit, String appointment) {
        return toldTo.equals(visit.id()) ? Optional.ofNullable(told.get(appointment)) : Optional.empty();
    }

    private synchronized void remember(Visit visit, List<Booking> bookings, boolean own) {
        if (!toldTo.equals(visit.id())) {
            told.clear();
            toldTo = visit.id();
        }
        for (Booking booking : bookings) {
            if (!visit.over() && (told.size() < MOST_TOLD || told.containsKey(booking.appointment()))) {
                told.merge(booking.appointment(), new Heard(booking, own), (before, now) -> new Heard(now.booking, before.own || now.own));
            }
        }
    }

    /** Does without an appointment of this visit's resident, in the caller's transaction; false when it was over before. */
    public boolean withdraw(Transaction tx, Visit visit, String appointment) throws SQLException {
        Optional<Booking> booking = current(tx, visit, appointment).filter(known -> mayWithdraw(visit, known));
        if (booking.isEmpty()) {
            return false;
        }
        table.put(tx, booking.get().in(Booking.State.WITHDRAWN), visit.id(), Optional.empty(), now());
        book.record(tx, visit, new AppointmentFact.Withdrawn(appointment));
        return true;
    }

    /** As the ledger has it, where that is done with, or was asked for and nothing else was told; else as this visit was told. */
    private Optional<Booking> current(Transaction tx, Visit visit, String appointment) throws SQLException {
        Optional<Booking> known = toldTo(visit, appointment).map(Heard::booking);
        if (known.isEmpty()) {
            return known;
        }
        return table.byId(tx, appointment)
                .filter(here -> !here.inForce() || known.get().state() == Booking.State.ASKED)
                .or(() -> known);
    }

    /** Gives a number for an appointment that this visit was told of, in the caller's transaction, or says why not. */
    public CheckIn checkIn(Transaction tx, Visit visit, String appointment) throws SQLException {
        Optional<Booking> known = current(tx, visit, appointment);
        if (known.isEmpty()) {
            return new CheckIn.Unknown();
        }
        Booking booking = known.get();
        if (booking.state() == Booking.State.CHECKED_IN) {
            return new CheckIn.Again(booking);
        }
        if (booking.state() != Booking.State.BOOKED) {
            return new CheckIn.NotBooked(booking);
        }
        Optional<LocalDate> day = numbers.businessDate(tx);
        if (day.isEmpty()) {
            return new CheckIn.NoNumber(booking.hall(), new Issue.DayUnknown());
        }
        if (!booking.date().equals(day.get())) {
            return new CheckIn.OtherDay(booking);
        }
        return atTheHall(tx, visit, booking);
    }

    private CheckIn atTheHall(Transaction tx, Visit visit, Booking booking) throws SQLException {
        Optional<HallEntry.Appointments> rule =
                catalogue.halls().stream().filter(hall -> hall.id().equals(booking.hall())).findFirst().flatMap(HallEntry::appointments);
        KioskClock.Moment moment = clock.moment();
        LocalDateTime now = moment.local();
        LocalDateTime begins = booking.date().atTime(booking.from()).minusMinutes(rule.map(HallEntry.Appointments::early).orElse(0));
        if (moment.sure() && now.isBefore(begins)) {
            LocalDateTime midnight = booking.date().atStartOfDay();
            return new CheckIn.Early(booking, (begins.isBefore(midnight) ? midnight : begins).toLocalTime());
        }
        Issue issue = numbers.issue(tx, visit.id(), book.pseudonym(visit), booking.hall(), booking.service());
        Optional<Ticket> ticket = ticket(issue);
        if (ticket.isEmpty()) {
            return new CheckIn.NoNumber(booking.hall(), issue);
        }
        // One given in this transaction was given for none yet.
        if (table.ofTicket(tx, ticket.get().ticket()).isPresent()) {
            return new CheckIn.OwnVisit(booking, ticket.get().number().toString());
        }
        LocalTime last = rule.map(minutes -> booking.from().plusMinutes(minutes.grace())).filter(end -> !end.isBefore(booking.from()))
                .orElse(rule.isPresent() ? LocalTime.MAX : booking.until());
        Place place = moment.sure() ? place(now.toLocalTime(), last) : Place.UNSURE;
        String number = ticket.get().number().toString();
        table.put(tx, booking.with(number), visit.id(), Optional.empty(), now());
        table.checkedIn(tx, booking.appointment(), ticket.get().ticket(), place);
        return new CheckIn.Done(issue, place);
    }

    /** Writes the fact of it, once the fact of the number is written. */
    public void recordCheckIn(Transaction tx, Visit visit, String appointment, Ticket ticket, Place place) throws SQLException {
        book.record(tx, visit, new AppointmentFact.CheckedIn(appointment, ticket.hall(), ticket.service(), ticket.ticket(),
                ticket.number().toString(), place.written()));
    }

    private static Place place(LocalTime now, LocalTime last) {
        return now.truncatedTo(ChronoUnit.MINUTES).isAfter(last) ? Place.ORDINARY : Place.FIRST;
    }

    private static Optional<Ticket> ticket(Issue issue) {
        if (issue instanceof Issue.Fresh fresh) {
            return Optional.of(fresh.ticket());
        }
        return issue instanceof Issue.Already already ? Optional.of(already.ticket()) : Optional.empty();
    }

    /** The appointment a number was given for at this kiosk. */
    public Optional<Arrival> arrival(String ticket) {
        return ledger.read(tx -> table.ofTicket(tx, ticket));
    }

    /** Forgets the appointments of days before; their facts are the visit book's. */
    public void forget(LocalDate before) {
        ledger.write(tx -> {
            table.forget(tx, before);
            return null;
        });
    }

    @Override
    public synchronized void ended(Visit visit, EndReason reason) {
        told.clear();
        toldTo = "";
    }

    private String now() {
        return clock.best().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
