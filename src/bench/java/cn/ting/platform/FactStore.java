package cn.ting.platform;

import cn.ting.vault.Vault;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The facts the platform has, each once, with how often it came. */
final class FactStore {

    /** What became of a fact that came. */
    enum Outcome {
        NEW,
        DUPLICATE,
        /** The same id came before with another content. */
        CONFLICT
    }

    /** Facts stored, and arrivals beyond the first of each. */
    record Tally(long facts, long duplicates) {}

    private final ObjectMapper json = new ObjectMapper();
    private final Connection connection;
    private final Vault vault;

    FactStore(Connection connection, Vault vault) {
        this.connection = connection;
        this.vault = vault;
    }

    Outcome store(StoredFact fact, byte[] envelope) throws SQLException {
        byte[] hash = sha256(envelope);
        try (PreparedStatement known = connection.prepareStatement(
                "UPDATE fact SET arrived = arrived + 1 WHERE kiosk = ? AND epoch = ? AND number = ? RETURNING hash")) {
            identify(known, fact);
            try (ResultSet row = known.executeQuery()) {
                if (row.next()) {
                    return Arrays.equals(row.getBytes(1), hash) ? Outcome.DUPLICATE : Outcome.CONFLICT;
                }
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO fact (kiosk, epoch, number, type, hash, event, arrived) VALUES (?, ?, ?, ?, ?, ?, 1) RETURNING place")) {
            identify(insert, fact);
            insert.setString(4, fact.type());
            insert.setBytes(5, hash);
            insert.setBytes(6, envelope);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                aliasOfFormer(fact, row.getLong(1));
            }
        }
        return Outcome.NEW;
    }

    /** True when the fact was stored, under one of its former ids or one that goes with that; it goes by its own too from now on. */
    boolean hasUnderFormerId(StoredFact fact) throws SQLException {
        for (String[] former : formerIds(fact)) {
            if (hasUnder(former, fact)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasUnder(String[] former, StoredFact fact) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT event, place FROM fact WHERE place = coalesce("
                + "(SELECT place FROM fact WHERE kiosk = ?1 AND epoch = ?2 AND number = ?3),"
                + " (SELECT place FROM alias WHERE kiosk = ?1 AND epoch = ?2 AND number = ?3))")) {
            identify(select, former);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || !same(parse(row.getBytes(1), 1).event(), fact.event())) {
                    return false;
                }
                arrived(row.getLong(2));
                alias(fact.id().split("/"), row.getLong(2), true);
                return true;
            }
        }
    }

    /** What is stored came once more. */
    private void arrived(long place) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("UPDATE fact SET arrived = arrived + 1 WHERE place = ?")) {
            count.setLong(1, place);
            count.executeUpdate();
        }
    }

    /** A fact that is stored under its new id goes by the former ones too, unless another fact has them. */
    private void aliasOfFormer(StoredFact fact, long place) throws SQLException {
        for (String[] former : formerIds(fact)) {
            try (PreparedStatement taken = connection.prepareStatement("SELECT 1 FROM fact WHERE kiosk = ? AND epoch = ? AND number = ?")) {
                identify(taken, former);
                try (ResultSet row = taken.executeQuery()) {
                    if (!row.next()) {
                        alias(former, place, false);
                    }
                }
            }
        }
    }

    /** @param came whether the fact came under this id, so that receipts may name it */
    private void alias(String[] id, long place, boolean came) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT OR IGNORE INTO alias VALUES (?, ?, ?, ?, ?)")) {
            identify(insert, id);
            insert.setLong(4, place);
            insert.setBoolean(5, came);
            insert.executeUpdate();
        }
    }

    /** Kiosk, epoch and number of each; none for a fact that has had one id only. */
    private static List<String[]> formerIds(StoredFact fact) {
        String first = fact.event().path("formerid").asText();
        return Arrays.stream(fact.event().path("formerids").asText(first).split(" "))
                .map(id -> id.split("/"))
                .filter(former -> former.length == 3 && former[0].equals(fact.kiosk()))
                .toList();
    }

    private static boolean same(JsonNode stored, JsonNode came) {
        return List.of("type", "time", "data", "boot", "orderingkey").stream()
                .allMatch(attribute -> stored.path(attribute).equals(came.path(attribute)));
    }

    private static void identify(PreparedStatement statement, StoredFact fact) throws SQLException {
        identify(statement, fact.id().split("/"));
    }

    /** A number as a number, since that is how it is stored; one that is none is nobody's. */
    private static void identify(PreparedStatement statement, String[] id) throws SQLException {
        statement.setString(1, id[0]);
        statement.setString(2, id[1]);
        statement.setLong(3, id[2].matches("[1-9]\\d{0,17}") ? Long.parseLong(id[2]) : 0);
    }

    /** All facts in the order in which they came. */
    List<StoredFact> all() throws SQLException {
        return after(0, Integer.MAX_VALUE);
    }

    /** Facts after a {@link StoredFact#place}, in the order in which they came; no more than so many. */
    List<StoredFact> after(long place, int most) throws SQLException {
        List<StoredFact> facts = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT event, arrived, place FROM fact WHERE place > ? ORDER BY place LIMIT ?")) {
            select.setLong(1, place);
            select.setInt(2, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    StoredFact fact = parse(row.getBytes(1), row.getInt(2), row.getLong(3));
                    facts.add(fact.of(vault.person(fact.event())));
                }
            }
        }
        return facts;
    }

    /** How many there are, and how often one came that was there already. */
    Tally tally() throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT count(*), coalesce(sum(arrived - 1), 0) FROM fact");
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Tally(row.getLong(1), row.getLong(2));
        }
    }

    /** @throws IllegalArgumentException when it is no fact of this contract */
    StoredFact parse(byte[] envelope, int arrived) {
        return parse(envelope, arrived, 0);
    }

    private StoredFact parse(byte[] envelope, int arrived, long place) {
        try {
            JsonNode event = json.readTree(envelope);
            String[] id = event.path("id").asText().split("/");
            if (id.length != 3 || !event.path("specversion").asText().equals("1.0") || !event.path("data").isObject()) {
                throw new IllegalArgumentException("no fact");
            }
            long number = Long.parseLong(id[2]);
            String type = event.path("type").asText().replaceFirst("^cn\\.ting\\.", "");
            return new StoredFact(place, id[0], id[1], number, type, arrived, event, Optional.empty());
        } catch (IOException malformed) {
            throw new IllegalArgumentException("no JSON", malformed);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
