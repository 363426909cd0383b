package cn.ting.lives;

import cn.ting.hall.Issue;
import cn.ting.hall.Ticket;
import cn.ting.store.Transaction;
import cn.ting.visit.Act;
import cn.ting.visit.Milestone;
import cn.ting.visit.Visit;
import java.sql.SQLException;
import java.util.Optional;

/** Gives numbers as the queue's desk does: lease, ticket, fact and the intent to print are one commit; what is shown goes into the journal after it. */
final class LifeDesk {

    static final String SLIP = "slip";

    /** What came of asking for a number, and its slip that is not printed yet. */
    record Given(Issue issue, Optional<Act> act) {

        static Given none() {
            return new Given(new Issue.Unknown(), Optional.empty());
        }
    }

    private final Life life;
    private final Journal journal;

    LifeDesk(Life life, Journal journal) {
        this.life = life;
        this.journal = journal;
    }

    /** True when a number was given. */
    boolean take(Visit visit, String service) {
        Given given = life.ledger.promise(tx ->
                given(tx, visit, life.numbers.issue(tx, visit.id(), life.book.pseudonym(visit), LifeWork.HALL, service)));
        return hand(given);
    }

    /** Writes what belongs to a number, in the caller's transaction. */
    Given given(Transaction tx, Visit visit, Issue issue) throws SQLException {
        if (!(issue instanceof Issue.Fresh fresh)) {
            return new Given(issue, Optional.empty());
        }
        Ticket ticket = fresh.ticket();
        life.book.record(tx, visit, new Milestone.TicketIssued(ticket.ticket(), ticket.hall(), ticket.service(), ticket.number().toString(),
                ticket.lease(), ticket.businessDate(), ticket.takenAt(), ticket.secondOf().orElse(null)));
        return new Given(issue, Optional.of(life.acts.intend(tx, visit.id(), SLIP, ticket.ticket())));
    }

    /** Once it is committed: shows the number and prints it. */
    boolean hand(Given given) {
        if (!(given.issue() instanceof Issue.Fresh fresh)) {
            journal.shown("none", given.issue().getClass().getSimpleName());
            return false;
        }
        Ticket ticket = fresh.ticket();
        journal.shown("ticket", ticket.ticket(), ticket.hall(), ticket.service(), ticket.businessDate().toString(), ticket.number().toString());
        life.acts.conclude(given.act().orElseThrow(), new Milestone.Slip(ticket.ticket(), "printed", ""));
        return true;
    }
}
