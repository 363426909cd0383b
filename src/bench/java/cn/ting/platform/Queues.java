package cn.ting.platform;

import cn.ting.quota.Quotas;
import cn.ting.waiting.Endings;
import cn.ting.waiting.Endings.Ending;
import cn.ting.waiting.Twice;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who waits in a hall, in the order in which numbers were taken, and who was called. */
final class Queues {

    private static final int CALLS_SHOWN = 20;
    private static final int NEXT_SHOWN = 5;
    /** Whoever comes in time for an appointment is called first, the earlier one before the later. */
    private static final String IN_TURN = " ORDER BY coalesce((SELECT due FROM appointment WHERE appointment.ticket = ticket.id), 'none'), taken, number";

    private final ObjectMapper json = new ObjectMapper();
    private final PlatformFile file;
    private final Connection connection;
    private final Endings endings;
    private final Twice twice;
    private final Quotas quotas;
    /** Windows with nobody at them, as hall and window. */
    private final Set<String> shut = new HashSet<>();

    Queues(PlatformFile file, Quotas quotas) {
        this.quotas = quotas;
        this.file = file;
        this.connection = file.connection();
        this.endings = new Endings(connection);
        this.twice = new Twice(connection);
    }

    /** Puts a ticket at its time taken, however late its fact came. */
    void add(JsonNode ticket) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR IGNORE INTO ticket VALUES (?, ?, ?, ?, ?, ?, 'waiting')")) {
            insert.setString(1, ticket.path("ticket").asText());
            insert.setString(2, ticket.path("hall").asText());
            insert.setString(3, ticket.path("service").asText());
            insert.setString(4, ticket.path("number").asText());
            insert.setString(5, ticket.path("businessDate").asText());
            insert.setString(6, Instant.parse(ticket.path("takenAt").asText()).toString());
            insert.executeUpdate();
        }
        twice.note(ticket);
    }

    /** Calls whoever waits longest for a service to a window. */
    Optional<Call> callNext(HallPlan hall, String service, String window, LocalDate date, Instant at) throws SQLException {
        return callNext(hall, List.of(hall.service(service)), window, date, at);
    }

    /** Calls whoever waits longest for any of a hall's services to a window. */
    Optional<Call> callNext(HallPlan hall, String window, LocalDate date, Instant at) throws SQLException {
        return callNext(hall, hall.services(), window, date, at);
    }

    private Optional<Call> callNext(HallPlan hall, List<HallPlan.Service> services, String window, LocalDate date, Instant at)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT id, service, number FROM ticket"
                + " WHERE hall = ? AND date = ? AND state = 'waiting' AND service IN (SELECT value FROM json_each(?))"
                + IN_TURN + " LIMIT 1")) {
            select.setString(1, hall.id());
            select.setString(2, date.toString());
            select.setString(3, json.valueToTree(services.stream().map(HallPlan.Service::id).toList()).toString());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Call call = new Call(hall.id(), row.getString(2), row.getString(3), row.getString(1), window, at,
                        lastCounter(hall.id()) + 1);
                mark(call.ticket(), "called");
                insert(call, date);
                return Optional.of(call);
            }
        }
    }

    /** Calls a number to its window again: a call of its own, so that a screen tells it from the one before. */
    Call again(Call before, LocalDate date, Instant at) throws SQLException {
        Call call = new Call(before.hall(), before.service(), before.number(), before.ticket(), before.window(), at,
                lastCounter(before.hall()) + 1);
        mark(call.ticket(), "called");
        endings.undo(call.ticket());
        insert(call, date);
        return call;
    }

    /**
     * The number that was called to a window last.
     *
     * @param state {@code called} while it is there, {@code passed} when nobody came, {@code completed} when it was served
     */
    record AtWindow(Call call, String state) {}

    /** What was called to a window last on a day. */
    Optional<AtWindow> atWindow(String hall, String window, LocalDate date) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT call.*, state FROM call JOIN ticket ON ticket.id = call.ticket"
                + " WHERE call.hall = ? AND call.window = ? AND call.date = ? ORDER BY counter DESC LIMIT 1")) {
            select.setString(1, hall);
            select.setString(2, window);
            select.setString(3, date.toString());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Call call = new Call(hall, row.getString("service"), row.getString("number"), row.getString("ticket"), window,
                        Instant.parse(row.getString("at")), row.getLong("counter"));
                return Optional.of(new AtWindow(call, row.getString("state")));
            }
        }
    }

    /** Ends what was called to a window: {@code passed} when nobody came, {@code completed} when it was served. */
    void end(Call call, String state, LocalDate date, Instant at) throws SQLException {
        mark(call.ticket(), state);
        endings.note(ending(call, state, date, at, Optional.empty()));
    }

    /** Sends who is at a window on to another service, where the number waits again at its time taken. */
    void transfer(Call call, HallPlan.Service to, LocalDate date, Instant at) throws SQLException {
        mark(call.ticket(), "waiting");
        try (PreparedStatement update = connection.prepareStatement("UPDATE ticket SET service = ? WHERE id = ?")) {
            update.setString(1, to.id());
            update.setString(2, call.ticket());
            update.executeUpdate();
        }
        endings.note(ending(call, "transferred", date, at, Optional.of(to.id())));
    }

    private static Ending ending(Call call, String end, LocalDate date, Instant at, Optional<String> to) {
        return new Ending(call.ticket(), call.hall(), call.service(), call.number(), date, end, Optional.of(call.at()), at, to);
    }

    /** The resident does without a number; one that is called or served already is let be. */
    void cancel(JsonNode cancelled, Instant at) throws SQLException {
        String id = cancelled.path("ticket").asText();
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM ticket WHERE id = ? AND state = 'waiting'")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    endings.note(new Ending(id, row.getString("hall"), row.getString("service"), row.getString("number"),
                            LocalDate.parse(row.getString("date")), "cancelled", Optional.empty(), at, Optional.empty()));
                    mark(id, "cancelled");
                }
            }
        }
    }

    /** True while the hall's rule still keeps a number that was passed. */
    boolean kept(HallPlan hall, Call passed, Instant now) throws SQLException {
        String[] rule = hall.noShow().split(" ");
        if (rule[0].equals("minutes")) {
            return now.isBefore(endings.at(passed.ticket()).orElse(now).plusSeconds(60L * Integer.parseInt(rule[1])));
        }
        return rule[0].equals("calls") && lastCounter(hall.id()) - passed.counter() < Integer.parseInt(rule[1]);
    }

    /** Somebody is at a window, or nobody is. */
    void staff(HallPlan hall, String window, boolean there) {
        if (there) {
            shut.remove(hall.id() + " " + window);
        } else {
            shut.add(hall.id() + " " + window);
        }
    }

    private void mark(String ticket, String state) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE ticket SET state = ? WHERE id = ?")) {
            update.setString(1, state);
            update.setString(2, ticket);
            if (update.executeUpdate() == 0) {
                throw new IllegalArgumentException("no ticket " + ticket);
            }
        }
    }

    private void insert(Call call, LocalDate date) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO call VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, call.counter());
            insert.setString(2, call.hall());
            insert.setString(3, call.service());
            insert.setString(4, call.number());
            insert.setString(5, call.ticket());
            insert.setString(6, call.window());
            insert.setString(7, date.toString());
            insert.setString(8, call.at().toString());
            insert.executeUpdate();
        }
    }

    private long lastCounter(String hall) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT coalesce(max(counter), 0) FROM call WHERE hall = ?")) {
            select.setString(1, hall);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** The whole board of a hall, numbers only. */
    byte[] board(HallPlan hall, LocalDate date, Instant at) throws SQLException {
        ObjectNode board = state(hall, date, at).put("version", file.nextVersion(hall.id()));
        try {
            return json.writeValueAsBytes(board);
        } catch (IOException never) {
            throw new IllegalStateException("a tree is always JSON", never);
        }
    }

    /** A hall as it is now, without drawing a version for its board. */
    ObjectNode state(HallPlan hall, LocalDate date, Instant at) throws SQLException {
        ObjectNode board = json.createObjectNode()
                .put("hall", hall.id())
                .put("businessDate", date.toString())
                .put("storeId", file.storeId())
                .put("at", at.toString());
        ArrayNode windows = board.putArray("windows");
        hall.windows().forEach(windows::add);
        ArrayNode services = board.putArray("services");
        for (HallPlan.Service service : hall.services()) {
            ObjectNode row = services.addObject()
                    .put("service", service.id())
                    .put("letter", service.letter())
                    .put("waiting", waiting(hall.id(), service.id(), date));
            row.set("next", json.valueToTree(next(hall.id(), service.id(), date)));
            row.set("booked", quotas.booked(hall.id(), service.id(), date));
        }
        ArrayNode open = board.putArray("open");
        hall.windows().stream().filter(window -> !shut.contains(hall.id() + " " + window)).forEach(window -> open.addObject()
                .put("window", window).set("services", json.valueToTree(hall.services().stream().map(HallPlan.Service::id).toList())));
        calls(hall, date, board.putArray("calls"));
        endings.show(hall.id(), date, board.putArray("ended"));
        return board;
    }

    /** How many numbers of a hall wait whose person waits for the same service already. */
    int twice(HallPlan hall, LocalDate date) throws SQLException {
        return twice.in(hall.id(), date);
    }

    private List<String> next(String hall, String service, LocalDate date) throws SQLException {
        List<String> next = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT number FROM ticket WHERE hall = ? AND service = ?"
                + " AND date = ? AND state = 'waiting'" + IN_TURN + " LIMIT " + NEXT_SHOWN)) {
            select.setString(1, hall);
            select.setString(2, service);
            select.setString(3, date.toString());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    next.add(row.getString(1));
                }
            }
        }
        return next;
    }

    private int waiting(String hall, String service, LocalDate date) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT count(*) FROM ticket"
                + " WHERE hall = ? AND service = ? AND date = ? AND state = 'waiting'")) {
            select.setString(1, hall);
            select.setString(2, service);
            select.setString(3, date.toString());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** The newest call first. */
    private void calls(HallPlan hall, LocalDate date, ArrayNode calls) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT * FROM call WHERE hall = ? AND date = ? ORDER BY counter DESC LIMIT " + CALLS_SHOWN)) {
            select.setString(1, hall.id());
            select.setString(2, date.toString());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    calls.addObject()
                            .put("number", row.getString("number"))
                            .put("service", row.getString("service"))
                            .put("window", row.getString("window"))
                            .put("at", row.getString("at"))
                            .put("counter", row.getLong("counter"));
                }
            }
        }
    }
}
