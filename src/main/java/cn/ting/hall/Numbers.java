package cn.ting.hall;

import cn.ting.condition.Conditions;
import cn.ting.hall.Ticket.Ahead;
import cn.ting.link.LinkFault;
import cn.ting.matter.Catalogue;
import cn.ting.matter.HallEntry;
import cn.ting.outbox.Outbox;
import cn.ting.seal.ShortMac;
import cn.ting.seal.Tokens;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import cn.ting.store.Transaction;
import cn.ting.time.KioskClock;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.logging.Logger;

/**
 * Gives numbers. They come from the leases in this kiosk's ledger, always, so that taking one is the same with and without
 * a link. A number is given once, by the transaction of the service that asked.
 */
@Singleton
public final class Numbers {

    private static final Logger LOG = Logger.getLogger(Numbers.class);

    private final Catalogue catalogue;
    private final Boards boards;
    private final Leases leases;
    private final Outbox outbox;
    private final Ledger ledger;
    private final KioskClock clock;
    private final Conditions conditions;
    private final LeaseTable rows = new LeaseTable();
    private final TicketTable tickets = new TicketTable();

    public Numbers(Catalogue catalogue, Boards boards, Leases leases, Outbox outbox, Ledger ledger, KioskClock clock,
            Conditions conditions) {
        this.catalogue = catalogue;
        this.boards = boards;
        this.leases = leases;
        this.outbox = outbox;
        this.ledger = ledger;
        this.clock = clock;
        this.conditions = conditions;
        boards.onBoard(this::remember);
    }

    /**
     * Gives a number in the caller's transaction, or says why not. Show or print it only after the commit.
     *
     * @param person the day's pseudonym of whom it is given to; a second number of one person for one service is given all the same, and says
     *     of which it is the second
     */
    public Issue issue(Transaction tx, String visit, Optional<String> person, String hall, String service) throws SQLException {
        Optional<Ticket> already = tickets.of(tx, visit, hall, service);
        if (already.isPresent() && !isSpent(already.get())) {
            return new Issue.Already(already.get());
        }
        Optional<HallEntry> entry = catalogue.halls().stream().filter(known -> known.id().equals(hall)).findFirst();
        if (entry.isEmpty() || entry.get().service(service).isEmpty()) {
            return new Issue.Unknown();
        }
        Instant instant = now();
        LocalDateTime local = LocalDateTime.ofInstant(instant, KioskClock.ZONE);
        if (!entry.get().hours().openAt(local)) {
            return new Issue.Closed(entry.get().hours().opens(local));
        }
        if (isShared(tx)) {
            return new Issue.Exhausted();
        }
        Optional<LocalDate> day = leases.businessDate(tx);
        if (day.isEmpty()) {
            return new Issue.DayUnknown();
        }
        Optional<Lease> lease = drawable(tx, hall, service, day.get(), instant);
        if (lease.isEmpty()) {
            conditions.raise(HallFault.NUMBERS_OUT, hall + "/" + service, "");
            return new Issue.Exhausted();
        }
        conditions.clear(HallFault.NUMBERS_OUT, hall + "/" + service);
        rows.advance(tx, lease.get());
        if (already.isPresent()) {
            tickets.cancel(tx, visit, already.get().ticket(), instant);
        }
        Ticket ticket = ticket(visit, lease.get(), instant, waiting(tx, person, lease.get()));
        tickets.insert(tx, ticket, person);
        return new Issue.Fresh(ticket);
    }

    /** True for a number that is not called any more, whatever its resident does: the page then says to take another. */
    private boolean isSpent(Ticket ticket) {
        Standing standing = standing(ticket);
        return standing instanceof Standing.Cancelled || standing instanceof Standing.Completed
                || standing instanceof Standing.Passed && ticket.noShow().filter(NoShow.Void.class::isInstance).isPresent();
    }

    /** The lease to draw from, as it stands before the next number that nobody has. */
    private Optional<Lease> drawable(Transaction tx, String hall, String service, LocalDate day, Instant now) throws SQLException {
        for (Lease open : rows.open(tx, hall, service, outbox.epoch(tx))) {
            Optional<Lease> fresh = open.isGoodAt(now, day, clock.trusted()) ? rows.fresh(tx, open) : Optional.empty();
            if (fresh.isPresent()) {
                return fresh;
            }
        }
        return Optional.empty();
    }

    /** The newest number of this person for the same service, in whatever hall, that nobody has called or ended as far as the boards tell. */
    private Optional<Ticket> waiting(Transaction tx, Optional<String> person, Lease lease) throws SQLException {
        if (person.isEmpty()) {
            return Optional.empty();
        }
        return tickets.ofPerson(tx, person.get(), lease.service(), lease.businessDate()).stream()
                .filter(ticket -> standing(ticket) instanceof Standing.Waiting)
                .findFirst();
    }

    /**
     * How a number stands, as far as it was cancelled here or its hall's boards have told. Of one that the present board does not name, what
     * an earlier one told counts.
     */
    public Standing standing(Ticket ticket) {
        if (ticket.cancelledAt().isPresent()) {
            return new Standing.Cancelled();
        }
        Optional<Board> board = boards.board(ticket.hall(), ticket.businessDate());
        Optional<Standing> shown = board.flatMap(known -> known.told(ticket.number()));
        OptionalInt ahead = board.map(known -> known.aheadOf(ticket.number())).orElse(OptionalInt.empty());
        if (shown.isPresent()) {
            // A hall may put a number back in its queue that was called in vain; the board then names both.
            return shown.get() instanceof Standing.Passed && ahead.isPresent() ? new Standing.Waiting(ahead) : shown.get();
        }
        if (ticket.told().isPresent()) {
            return ticket.told().get() instanceof Standing.Transferred moved
                    ? new Standing.Transferred(moved.service(), ahead)
                    : ahead.isPresent() ? new Standing.Waiting(ahead) : ticket.told().get();
        }
        boolean waits = ahead.isPresent() || board.isEmpty() || boards.sawAll(ticket.hall(), ticket.takenAt());
        return waits ? new Standing.Waiting(ahead) : new Standing.Unknown();
    }

    /** Notes what a board tells of numbers of this kiosk: soon it will not tell it any more. Called on the link's worker. */
    private void remember(Board board) {
        try {
            Map<String, Standing> news = new HashMap<>();
            for (Ticket ticket : ledger.read(tx -> tickets.ofDay(tx, board.hall(), board.businessDate()))) {
                board.told(ticket.number()).filter(told -> !TicketTable.isNoted(ticket, told)).ifPresent(told -> news.put(ticket.ticket(), told));
            }
            if (!news.isEmpty()) {
                ledger.write(tx -> {
                    tickets.note(tx, news);
                    return null;
                });
            }
        } catch (LedgerException told) {
            LOG.debugf("what the board of %s told is noted by the next one: %s", board.hall(), told.fault().code());
        } catch (RuntimeException unreadable) {
            // A row that was salvaged from a damaged ledger, say: it is not the board that is wrong.
            LOG.warnf("what the board of %s told is not noted: %s", board.hall(), unreadable.getClass().getSimpleName());
        }
    }

    /** Cancels a number of this visit in the caller's transaction; false when there is none to cancel. */
    public boolean cancel(Transaction tx, String visit, String ticket) throws SQLException {
        return tickets.cancel(tx, visit, ticket, now());
    }

    /** When a number is taken or given up: what the platform puts it in its place by. */
    private Instant now() {
        return clock.best().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The day whose numbers may be given; empty where nothing has told this kiosk which it is. */
    public Optional<LocalDate> businessDate(Transaction tx) throws SQLException {
        return leases.businessDate(tx);
    }

    /** True when this kiosk could give a number now, were the hall open. */
    boolean has(String hall, String service) {
        return ledger.read(tx -> {
            Optional<LocalDate> day = leases.businessDate(tx);
            return day.isPresent() && !isShared(tx) && drawable(tx, hall, service, day.get(), now()).isPresent();
        });
    }

    /** True while a clone of this ledger may hold the same numbers. */
    private boolean isShared(Transaction tx) throws SQLException {
        return conditions.has(LinkFault.TAKEN_OVER) || outbox.epochs().isShared(tx);
    }

    /** Any number this kiosk gave, by its ticket's id. */
    public Optional<Ticket> any(String ticket) {
        return ledger.read(tx -> tickets.any(tx, ticket));
    }

    /** The number this visit took last. */
    public Optional<Ticket> latestOf(String visit) {
        return ledger.read(tx -> tickets.latestOf(tx, visit));
    }

    /** A number of this visit, by its ticket's id. */
    public Optional<Ticket> ticket(String visit, String ticket) {
        return ledger.read(tx -> tickets.byId(tx, visit, ticket));
    }

    /** The number on whose slip this code stands, among those this kiosk has given; only a whole code is one. */
    public Optional<Ticket> withCode(String code) {
        return ledger.read(tx -> tickets.withCode(tx, code));
    }

    /** Forgets the numbers of days before, and the leases they were drawn from that are not granted any more; their facts are the visit book's. */
    public void forget(LocalDate before) {
        ledger.write(tx -> {
            tickets.forget(tx, before);
            rows.forget(tx, before);
            return null;
        });
    }

    private Ticket ticket(String visit, Lease lease, Instant takenAt, Optional<Ticket> waiting) {
        String id = Tokens.fresh();
        QueueNumber number = lease.nextNumber();
        String proven = String.join("|", id, lease.hall(), lease.service(), number.toString(), lease.businessDate().toString());
        String code = lease.link().replace("{ticket}", id).replace("{mac}", ShortMac.of(lease.slipKey(), proven));
        Optional<Ahead> ahead = boards.board(lease.hall(), lease.businessDate())
                .flatMap(board -> board.waitingFor(lease.service()).map(people -> new Ahead(people, board.at())));
        return new Ticket(id, visit, lease.hall(), lease.service(), number, lease.lease(), lease.businessDate(), takenAt,
                code, lease.validUntil(), ahead, lease.noShow(), waiting.map(Ticket::ticket), Optional.empty(), Optional.empty());
    }
}
