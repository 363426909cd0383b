package cn.ting.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Small blocks of numbers, each given to one kiosk alone. */
final class Leases {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int BLOCK = 10;
    private static final int MORE_AT = 5;

    private final ObjectMapper json = new ObjectMapper();
    private final SecureRandom random = new SecureRandom();
    private final Connection connection;
    private final String area;
    private final List<HallPlan> halls;
    private final String link;

    /** @param link the area's link template with {@code {ticket}} and {@code {mac}} */
    Leases(Connection connection, String area, List<HallPlan> halls, String link) {
        this.connection = connection;
        this.area = area;
        this.halls = halls;
        this.link = link;
    }

    /** Gives what a kiosk lacks: for each hall and service, today and the next day. */
    void provide(String kiosk, String epoch, LocalDate today) throws SQLException {
        for (HallPlan hall : halls) {
            for (HallPlan.Service service : hall.services()) {
                for (LocalDate date : List.of(today, today.plusDays(1))) {
                    if (left(kiosk, epoch, hall.id(), service.id(), date) <= MORE_AT) {
                        give(kiosk, epoch, hall.id(), service.id(), date);
                    }
                }
            }
        }
    }

    private int left(String kiosk, String epoch, String hall, String service, LocalDate date) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT coalesce(sum(last - first + 1 - used), 0) FROM lease"
                + " WHERE kiosk = ? AND epoch = ? AND hall = ? AND service = ? AND date = ?")) {
            set(select, kiosk, epoch, hall, service, date.toString());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private void give(String kiosk, String epoch, String hall, String service, LocalDate date) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO lease (kiosk, epoch, hall, service, date, id, slip_key, first, last)"
                        + " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, coalesce(max(last), 0) + 1, coalesce(max(last), 0) + " + BLOCK
                        + " FROM lease WHERE hall = ?3 AND service = ?4 AND date = ?5")) {
            byte[] key = new byte[16];
            random.nextBytes(key);
            set(insert, kiosk, epoch, hall, service, date.toString(), UUID.randomUUID().toString(),
                    Base64.getEncoder().encodeToString(key));
            insert.executeUpdate();
        }
    }

    /** A number of this lease was issued. */
    void used(String lease) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE lease SET used = used + 1 WHERE id = ?")) {
            update.setString(1, lease);
            update.executeUpdate();
        }
    }

    /** All leases of a kiosk that are not used up and not over. */
    byte[] document(String kiosk, String epoch, LocalDate today, long version) throws SQLException {
        ObjectNode document = json.createObjectNode().put("version", version).put("area", area).put("kiosk", kiosk).put("businessDate", today.toString());
        ArrayNode leases = document.putArray("leases");
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM lease"
                + " WHERE kiosk = ? AND epoch = ? AND date >= ? AND used < last - first + 1 ORDER BY date, hall, service, first")) {
            set(select, kiosk, epoch, today.toString());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    describe(row, leases.addObject());
                }
            }
        }
        try {
            return json.writeValueAsBytes(document);
        } catch (IOException never) {
            throw new IllegalStateException("a tree is always JSON", never);
        }
    }

    private void describe(ResultSet row, ObjectNode lease) throws SQLException {
        LocalDate date = LocalDate.parse(row.getString("date"));
        String hall = row.getString("hall");
        String service = row.getString("service");
        HallPlan plan = halls.stream().filter(known -> known.id().equals(hall)).findFirst().orElseThrow();
        lease.put("leaseId", row.getString("id"))
                .put("epoch", row.getString("epoch"))
                .put("hall", hall)
                .put("service", service)
                .put("letter", plan.service(service).letter())
                .put("businessDate", date.toString())
                .put("validFrom", date.atStartOfDay(ZONE).toInstant().toString())
                .put("validUntil", date.plusDays(1).atStartOfDay(ZONE).toInstant().toString())
                .put("from", row.getInt("first"))
                .put("to", row.getInt("last"))
                .put("slipKey", row.getString("slip_key"))
                .put("link", link)
                .put("noShow", plan.noShow());
    }

    private static void set(PreparedStatement statement, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
    }
}
