package cn.ting.hall;

import cn.ting.hall.Ticket.Ahead;
import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The rows of tickets. */
final class TicketTable {

    private static final String COLUMNS = "ticket, visit, hall, service, number, lease, business_date, taken_at, code,"
            + " valid_until, ahead, ahead_at, no_show, second_of, cancelled_at, told";

    void forget(Transaction tx, LocalDate before) throws SQLException {
        PreparedStatement delete = tx.prepare("DELETE FROM ticket WHERE business_date < ?");
        delete.setString(1, before.toString());
        delete.executeUpdate();
    }

    /** @param person the day's pseudonym of whom it is given to; empty where none is known */
    void insert(Transaction tx, Ticket ticket, Optional<String> person) throws SQLException {
        PreparedStatement insert =
                tx.prepare("INSERT INTO ticket (" + COLUMNS + ", person) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?)");
        insert.setString(1, ticket.ticket());
        insert.setString(2, ticket.visit());
        insert.setString(3, ticket.hall());
        insert.setString(4, ticket.service());
        insert.setString(5, ticket.number().toString());
        insert.setString(6, ticket.lease());
        insert.setString(7, ticket.businessDate().toString());
        insert.setString(8, ticket.takenAt().toString());
        insert.setString(9, ticket.code());
        insert.setString(10, ticket.validUntil().toString());
        insert.setNull(11, Types.INTEGER);
        insert.setNull(12, Types.VARCHAR);
        if (ticket.ahead().isPresent()) {
            insert.setInt(11, ticket.ahead().get().people());
            insert.setString(12, ticket.ahead().get().asOf().toString());
        }
        insert.setString(13, ticket.noShow().map(NoShow::written).orElse(null));
        insert.setString(14, ticket.secondOf().orElse(null));
        insert.setString(15, person.orElse(null));
        insert.executeUpdate();
    }

    /** Numbers of a person for a service, in whatever hall, that were not cancelled; the newest first, at most ten. */
    List<Ticket> ofPerson(Transaction tx, String person, String service, LocalDate day) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT " + COLUMNS + " FROM ticket WHERE person = ? AND service = ?"
                + " AND business_date = ? AND cancelled_at IS NULL ORDER BY rowid DESC LIMIT 10");
        select.setString(1, person);
        select.setString(2, service);
        select.setString(3, day.toString());
        return all(select);
    }

    private static List<Ticket> all(PreparedStatement select) throws SQLException {
        List<Ticket> tickets = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                tickets.add(ticket(row));
            }
        }
        return tickets;
    }

    /** The numbers given for a hall on a day that were not cancelled. */
    List<Ticket> ofDay(Transaction tx, String hall, LocalDate day) throws SQLException {
        PreparedStatement select =
                tx.prepare("SELECT " + COLUMNS + " FROM ticket WHERE hall = ? AND business_date = ? AND cancelled_at IS NULL");
        select.setString(1, hall);
        select.setString(2, day.toString());
        return all(select);
    }

    /** True when this stands here already. */
    static boolean isNoted(Ticket ticket, Standing told) {
        return ticket.told().map(TicketTable::written).filter(written(told)::equals).isPresent();
    }

    /** @param told how numbers stand, by their tickets' ids */
    void note(Transaction tx, Map<String, Standing> told) throws SQLException {
        PreparedStatement update = tx.prepare("UPDATE ticket SET told = ? WHERE ticket = ?");
        for (Map.Entry<String, Standing> ticket : told.entrySet()) {
            update.setString(1, written(ticket.getValue()));
            update.setString(2, ticket.getKey());
            update.executeUpdate();
        }
    }

    /** Cancels a number of a visit; false when it has no such number or it was cancelled before. */
    boolean cancel(Transaction tx, String visit, String ticket, Instant at) throws SQLException {
        PreparedStatement update =
                tx.prepare("UPDATE ticket SET cancelled_at = ? WHERE ticket = ? AND visit = ? AND cancelled_at IS NULL");
        update.setString(1, at.toString());
        update.setString(2, ticket);
        update.setString(3, visit);
        return update.executeUpdate() == 1;
    }

    /** The number in force of a visit for a service of a hall. */
    Optional<Ticket> of(Transaction tx, String visit, String hall, String service) throws SQLException {
        PreparedStatement select =
                tx.prepare("SELECT " + COLUMNS + " FROM ticket WHERE visit = ? AND hall = ? AND service = ?"
                        + " AND cancelled_at IS NULL");
        select.setString(1, visit);
        select.setString(2, hall);
        select.setString(3, service);
        return one(select);
    }

    Optional<Ticket> byId(Transaction tx, String visit, String ticket) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT " + COLUMNS + " FROM ticket WHERE visit = ? AND ticket = ?");
        select.setString(1, visit);
        select.setString(2, ticket);
        return one(select);
    }

    Optional<Ticket> any(Transaction tx, String ticket) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT " + COLUMNS + " FROM ticket WHERE ticket = ?");
        select.setString(1, ticket);
        return one(select);
    }

    Optional<Ticket> latestOf(Transaction tx, String visit) throws SQLException {
        PreparedStatement select =
                tx.prepare("SELECT " + COLUMNS + " FROM ticket WHERE visit = ? ORDER BY rowid DESC LIMIT 1");
        select.setString(1, visit);
        return one(select);
    }

    Optional<Ticket> withCode(Transaction tx, String code) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT " + COLUMNS + " FROM ticket WHERE code = ?");
        select.setString(1, code);
        return one(select);
    }

    private static Optional<Ticket> one(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(ticket(row)) : Optional.empty();
        }
    }

    private static Ticket ticket(ResultSet row) throws SQLException {
        String aheadAt = row.getString(12);
        return new Ticket(
                row.getString(1), row.getString(2), row.getString(3), row.getString(4), QueueNumber.parse(row.getString(5)),
                row.getString(6), LocalDate.parse(row.getString(7)), Instant.parse(row.getString(8)),
                row.getString(9), Instant.parse(row.getString(10)),
                aheadAt == null ? Optional.empty() : Optional.of(new Ahead(row.getInt(11), Instant.parse(aheadAt))),
                Optional.ofNullable(row.getString(13)).flatMap(NoShow::read), Optional.ofNullable(row.getString(14)),
                Optional.ofNullable(row.getString(15)).map(Instant::parse), Optional.ofNullable(row.getString(16)).flatMap(TicketTable::told));
    }

    /** A number that was called is not called any more once no board shows it. */
    private static String written(Standing standing) {
        if (standing instanceof Standing.Transferred moved) {
            return "transferred " + moved.service();
        }
        if (standing instanceof Standing.Completed) {
            return "completed";
        }
        if (standing instanceof Standing.Passed) {
            return "passed";
        }
        return standing instanceof Standing.Cancelled ? "cancelled" : "called";
    }

    /** What this release does not know is not remembered. */
    private static Optional<Standing> told(String written) {
        String[] words = written.split(" ", 2);
        return switch (words[0]) {
            case "transferred" -> Optional.of(new Standing.Transferred(words.length > 1 ? words[1] : "", OptionalInt.empty()));
            case "completed" -> Optional.of(new Standing.Completed());
            case "passed" -> Optional.of(new Standing.Passed());
            case "cancelled" -> Optional.of(new Standing.Cancelled());
            case "called" -> Optional.of(new Standing.Unknown());
            default -> Optional.empty();
        };
    }
}
