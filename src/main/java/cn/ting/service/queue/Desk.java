package cn.ting.service.queue;

import cn.ting.appointment.Appointments;
import cn.ting.appointment.CheckIn;
import cn.ting.hall.Issue;
import cn.ting.hall.Numbers;
import cn.ting.hall.Ticket;
import cn.ting.slip.SlipPrinting;
import cn.ting.store.Ledger;
import cn.ting.store.Transaction;
import cn.ting.visit.Act;
import cn.ting.visit.Milestone;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitBook;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Gives a number, then prints it. Lease cursor, ticket, fact, letter and the intent to print are one commit, made before
 * the number is shown or printed; what becomes of the paper never takes a number back.
 */
@Singleton
class Desk {

    private record Given(Issue issue, Optional<Act> act) {}

    private final Ledger ledger;
    private final Numbers numbers;
    private final Appointments appointments;
    private final VisitBook book;
    private final SlipPrinting<Ticket> printing;
    private volatile Chosen chosen = new Chosen("", "");

    /** The ticket a visit asked for last, which need not be the one it took last. */
    private record Chosen(String visit, String ticket) {}

    Desk(Ledger ledger, Numbers numbers, Appointments appointments, VisitBook book, SlipPrinting<Ticket> printing) {
        this.ledger = ledger;
        this.numbers = numbers;
        this.appointments = appointments;
        this.book = book;
        this.printing = printing;
    }

    /** Takes a number for this visit; a repeated tap gives the same number and prints nothing anew. */
    Issue take(Visit visit, String hall, String service) {
        Given given = ledger.promise(tx -> {
            if (visit.over()) {
                // It ended while this waited for its turn to write: nobody is there to take a number.
                return new Given(new Issue.Unknown(), Optional.empty());
            }
            return given(tx, visit, numbers.issue(tx, visit.id(), book.pseudonym(visit), hall, service));
        });
        hand(visit, given);
        return given.issue();
    }

    /** Takes a number for an appointment that this visit was told of; the number and that it was checked in are one commit. */
    CheckIn checkIn(Visit visit, String appointment) {
        Given[] given = {new Given(new Issue.Unknown(), Optional.empty())};
        CheckIn checkIn = ledger.promise(tx -> {
            CheckIn done = visit.over() ? new CheckIn.Unknown() : appointments.checkIn(tx, visit, appointment);
            if (done instanceof CheckIn.Done with) {
                given[0] = given(tx, visit, with.issue());
                appointments.recordCheckIn(tx, visit, appointment, ticket(with.issue()), with.place());
            }
            return done;
        });
        hand(visit, given[0]);
        return checkIn;
    }

    private Given given(Transaction tx, Visit visit, Issue issue) throws SQLException {
        if (!(issue instanceof Issue.Fresh fresh)) {
            return new Given(issue, Optional.empty());
        }
        Ticket ticket = fresh.ticket();
        book.record(tx, visit, new Milestone.TicketIssued(ticket.ticket(), ticket.hall(), ticket.service(), ticket.number().toString(),
                ticket.lease(), ticket.businessDate(), ticket.takenAt(), ticket.secondOf().orElse(null)));
        return new Given(issue, printing.intend(tx, visit, ticket));
    }

    /** Once it is committed: shows the number, and prints it. */
    private void hand(Visit visit, Given given) {
        if (given.issue() instanceof Issue.Fresh || given.issue() instanceof Issue.Already) {
            chosen = new Chosen(visit.id(), ticket(given.issue()).ticket());
        }
        given.act().ifPresent(act -> printing.print(act, ticket(given.issue())));
    }

    private static Ticket ticket(Issue issue) {
        return issue instanceof Issue.Fresh fresh ? fresh.ticket() : ((Issue.Already) issue).ticket();
    }

    /** Cancels the number this visit asked for last, in one commit with its fact; asked twice it is cancelled once. */
    void cancel(Visit visit) {
        ticket(visit).ifPresent(ticket -> ledger.write(tx -> {
            if (!visit.over() && numbers.cancel(tx, visit.id(), ticket.ticket())) {
                book.record(tx, visit,
                        new TicketCancelled(ticket.ticket(), ticket.hall(), ticket.service(), ticket.number().toString()));
            }
            return null;
        }));
    }

    /** Prints the slip once more, because the resident asks for it; refused while one is on its way or has come out. */
    void printAgain(Visit visit) {
        ticket(visit).filter(ticket -> ticket.cancelledAt().isEmpty()).ifPresent(ticket -> printing.printAgain(
                visit, ticket, () -> ledger.write(tx -> printing.intend(tx, visit, ticket))));
    }

    /** The number this visit asked for last, and its paper. */
    Optional<Taken> taken(Visit visit) {
        return ticket(visit).map(ticket -> new Taken(ticket, printing.paper(ticket.ticket())));
    }

    private Optional<Ticket> ticket(Visit visit) {
        Chosen latest = chosen;
        return latest.visit().equals(visit.id())
                ? numbers.ticket(visit.id(), latest.ticket())
                : numbers.latestOf(visit.id());
    }
}
