package cn.ting.appointment;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of appointments. */
final class AppointmentTable {

    private static final String COLUMNS = "appointment, hall, service, day, begins, ends, state, why, code, link, number";
    private static final String IN_FORCE = "state IN ('asked', 'booked')";
    private static final int MOST = 32;

    /** Adds one, or changes how it stands. */
    void put(Transaction tx, Booking booking, String visit, Optional<String> person, String at) throws SQLException {
        PreparedStatement put = tx.prepare("INSERT INTO appointment (" + COLUMNS + ", visit, asked_at, person)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (appointment) DO UPDATE SET state = excluded.state,"
                + " why = excluded.why, code = excluded.code, link = excluded.link, number = excluded.number");
        put.setString(1, booking.appointment());
        put.setString(2, booking.hall());
        put.setString(3, booking.service());
        put.setString(4, booking.date().toString());
        put.setString(5, booking.from().toString());
        put.setString(6, booking.until().toString());
        put.setString(7, booking.state().written());
        put.setString(8, booking.why());
        put.setString(9, booking.code());
        put.setString(10, booking.link());
        put.setString(11, booking.number());
        put.setString(12, visit);
        put.setString(13, at);
        put.setString(14, person.orElse(null));
        put.executeUpdate();
    }

    void checkedIn(Transaction tx, String appointment, String ticket, Place place) throws SQLException {
        PreparedStatement update = tx.prepare("UPDATE appointment SET ticket = ?, place = ? WHERE appointment = ?");
        update.setString(1, ticket);
        update.setString(2, place.written());
        update.setString(3, appointment);
        update.executeUpdate();
    }

    Optional<Booking> byId(Transaction tx, String appointment) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT " + COLUMNS + " FROM appointment WHERE appointment = ?");
        select.setString(1, appointment);
        return one(select);
    }

    /** One that was booked here and is checked in by its code. */
    Optional<Booking> withCode(Transaction tx, String code) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT " + COLUMNS + " FROM appointment WHERE code = ? ORDER BY rowid DESC LIMIT 1");
        select.setString(1, code);
        return one(select);
    }

    /** What is in force of a visit or of a person for a service and a day, in whatever hall. */
    Optional<Booking> inForce(Transaction tx, String visit, Optional<String> person, String service, LocalDate day) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT " + COLUMNS + " FROM appointment WHERE (visit = ? OR person = ?) AND service = ? AND day = ?"
                + " AND " + IN_FORCE + " ORDER BY rowid DESC LIMIT 1");
        select.setString(1, visit);
        select.setString(2, person.orElse(null));
        select.setString(3, service);
        select.setString(4, day.toString());
        return one(select);
    }

    /** What a visit or a person asked for and has no answer to, the newest first. */
    List<Booking> unanswered(Transaction tx, String visit, Optional<String> person) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT " + COLUMNS + " FROM appointment WHERE (visit = ? OR person = ?) AND state = 'asked'"
                + " ORDER BY rowid DESC LIMIT " + MOST);
        select.setString(1, visit);
        select.setString(2, person.orElse(null));
        List<Booking> bookings = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                bookings.add(booking(row));
            }
        }
        return bookings;
    }

    /** The appointment a number was given for, and what it makes of the number. */
    Optional<Arrival> ofTicket(Transaction tx, String ticket) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT " + COLUMNS + ", place FROM appointment WHERE ticket = ? ORDER BY rowid DESC LIMIT 1");
        select.setString(1, ticket);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(new Arrival(booking(row), Place.read(row.getString(12)))) : Optional.empty();
        }
    }

    void forget(Transaction tx, LocalDate before) throws SQLException {
        PreparedStatement delete = tx.prepare("DELETE FROM appointment WHERE day < ?");
        delete.setString(1, before.toString());
        delete.executeUpdate();
    }

    private static Optional<Booking> one(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(booking(row)) : Optional.empty();
        }
    }

    private static Booking booking(ResultSet row) throws SQLException {
        return new Booking(row.getString(1), row.getString(2), row.getString(3), LocalDate.parse(row.getString(4)),
                LocalTime.parse(row.getString(5)), LocalTime.parse(row.getString(6)),
                Booking.State.read(row.getString(7)).orElse(Booking.State.ASKED), row.getString(8), row.getString(9), row.getString(10),
                row.getString(11));
    }
}
