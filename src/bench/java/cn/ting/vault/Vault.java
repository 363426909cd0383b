package cn.ting.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps the keys, in the platform's file, and reads with them. A new sealing key takes the place of the one before at once; the old ones
 * stay, since kiosks may still send what was sealed to them. A day's key is forgotten with the day. For one thread; the caller commits.
 */
public final class Vault {

    private static final String ALG = "HPKE-X25519-SHA256-A256GCM";
    private static final OneMessageHpke HPKE = new OneMessageHpke(32);

    private final ObjectMapper json = new ObjectMapper();
    private final SecureRandom random = new SecureRandom();
    private final Connection connection;
    private final String area;

    /** @param connection to the platform's file, in whose tables the keys are kept; made where there are none */
    public Vault(Connection connection, String area) {
        this.connection = connection;
        this.area = area;
        try {
            for (String table : List.of(
                    "CREATE TABLE IF NOT EXISTS sealing_key (n INTEGER PRIMARY KEY, secret BLOB NOT NULL, open BLOB NOT NULL)",
                    "CREATE TABLE IF NOT EXISTS day_key (day TEXT PRIMARY KEY, key BLOB NOT NULL)")) {
                try (PreparedStatement create = connection.prepareStatement(table)) {
                    create.execute();
                }
            }
            if (newestKey() == 0) {
                newSealingKey();
            }
            connection.commit();
        } catch (SQLException failed) {
            throw new IllegalStateException("the vault cannot be opened", failed);
        }
    }

    /** Makes another key to seal to. */
    public void newSealingKey() throws SQLException {
        OneMessageHpke.Pair pair = OneMessageHpke.newPair();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO sealing_key (secret, open) VALUES (?, ?)")) {
            insert.setBytes(1, pair.secret());
            insert.setBytes(2, pair.open());
            insert.executeUpdate();
        }
    }

    /**
     * The document of naming for one kiosk.
     *
     * @param version a higher one than any before
     * @param deviceKey the kiosk's own key as its birth tells it; without one it gets no day's key
     */
    public byte[] naming(String kiosk, long version, JsonNode deviceKey, LocalDate today) throws SQLException {
        ObjectNode document = json.createObjectNode().put("version", version).put("area", area).put("kiosk", kiosk);
        int newest = newestKey();
        document.putArray("sealing").addObject()
                .put("kid", kid(newest)).put("alg", ALG).put("publicKey", written(key(newest).orElseThrow().open()));
        ArrayNode days = document.putArray("days");
        if (deviceKey.path("alg").asText().equals(ALG)) {
            for (LocalDate day : List.of(today, today.plusDays(1))) {
                sealed(dayKey(day), deviceKey, area + " " + day)
                        .ifPresent(key -> days.addObject().put("day", day.toString()).set("key", key));
            }
        }
        forgetBefore(today);
        try {
            return json.writeValueAsBytes(document);
        } catch (IOException never) {
            throw new IllegalStateException("a tree is always JSON", never);
        }
    }

    /** Empty when nothing can be sealed to that key. */
    private Optional<JsonNode> sealed(byte[] plain, JsonNode to, String boundTo) {
        String kid = to.path("kid").asText();
        OneMessageHpke.Pair once = OneMessageHpke.newPair();
        try {
            byte[] ct = HPKE.seal(once, read(to.path("publicKey")), info(kid), utf8(boundTo), plain);
            return Optional.of(json.createObjectNode()
                    .put("alg", ALG).put("kid", kid).put("enc", written(once.open())).put("ct", written(ct)));
        } catch (GeneralSecurityException | IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    /**
     * What a fact says of its person.
     *
     * @param event the CloudEvent
     * @return empty where it names nobody
     */
    public Optional<Person> person(JsonNode event) throws SQLException {
        JsonNode person = event.path("data").path("person");
        if (!person.isObject()) {
            return Optional.empty();
        }
        String pseudonym = person.path("pseudonym").asText();
        JsonNode sealed = person.path("sealed");
        if (!sealed.isObject()) {
            return Optional.of(Person.byPseudonym(pseudonym));
        }
        Optional<JsonNode> opened = open(sealed, event.path("id").asText() + " " + event.path("type").asText());
        return Optional.of(opened
                .map(known -> Person.inFull(pseudonym, known.path("name").asText(), known.path("number").asText()))
                .orElse(Person.unreadable(pseudonym)));
    }

    /** True when it can be read whom an asking is for. */
    public boolean knows(JsonNode event) throws SQLException {
        return number(event).isPresent();
    }

    /** True when both are about one person. */
    public boolean same(JsonNode one, JsonNode other) throws SQLException {
        Optional<String> number = number(one);
        return number.isPresent() && number.equals(number(other));
    }

    /** True when it is about the person who has that pseudonym on a day whose key is still there. */
    public boolean is(JsonNode event, String pseudonym, LocalDate day) throws SQLException {
        Optional<String> number = number(event);
        return number.isPresent() && pseudonym(number.get(), day).equals(pseudonym);
    }

    private Optional<String> number(JsonNode event) throws SQLException {
        JsonNode sealed = event.path("data").path("person").path("sealed");
        return open(sealed, event.path("id").asText() + " " + event.path("type").asText())
                .map(known -> known.path("number").asText().strip().toUpperCase(Locale.ROOT));
    }

    private String pseudonym(String number, LocalDate day) throws SQLException {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(dayKey(day), "HmacSHA256"));
            return written(Arrays.copyOf(mac.doFinal(utf8("ting/1 person " + number)), 16));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }

    /** A person as a kiosk would write one, for whoever comes to the platform by another way. */
    public JsonNode sealedPerson(String boundTo, String name, String number) throws SQLException {
        int newest = newestKey();
        OneMessageHpke.Pair once = OneMessageHpke.newPair();
        try {
            byte[] plain = json.writeValueAsBytes(json.createObjectNode().put("name", name).put("number", number));
            byte[] ct = HPKE.seal(once, key(newest).orElseThrow().open(), info(kid(newest)), utf8(boundTo), plain);
            ObjectNode person = json.createObjectNode();
            person.putObject("sealed").put("alg", ALG).put("kid", kid(newest)).put("enc", written(once.open())).put("ct", written(ct));
            return person;
        } catch (GeneralSecurityException | IOException never) {
            throw new IllegalStateException(never);
        }
    }

    private Optional<JsonNode> open(JsonNode sealed, String boundTo) throws SQLException {
        String kid = sealed.path("kid").asText();
        Optional<OneMessageHpke.Pair> key = kid.matches(area + "-[1-9]\\d{0,8}")
                ? key(Integer.parseInt(kid.substring(area.length() + 1)))
                : Optional.empty();
        if (key.isEmpty() || !sealed.path("alg").asText().equals(ALG)) {
            return Optional.empty();
        }
        try {
            byte[] plain = HPKE.open(key.get(), read(sealed.path("enc")), info(kid), utf8(boundTo), read(sealed.path("ct")));
            return Optional.of(json.readTree(plain));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    private int newestKey() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT coalesce(max(n), 0) FROM sealing_key");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private Optional<OneMessageHpke.Pair> key(int n) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT secret, open FROM sealing_key WHERE n = ?")) {
            select.setInt(1, n);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new OneMessageHpke.Pair(row.getBytes(1), row.getBytes(2))) : Optional.empty();
            }
        }
    }

    private byte[] dayKey(LocalDate day) throws SQLException {
        byte[] fresh = new byte[32];
        random.nextBytes(fresh);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO day_key VALUES (?, ?)"
                + " ON CONFLICT (day) DO UPDATE SET key = key RETURNING key")) {
            insert.setString(1, day.toString());
            insert.setBytes(2, fresh);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        }
    }

    private void forgetBefore(LocalDate today) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM day_key WHERE day < ?")) {
            delete.setString(1, today.toString());
            delete.executeUpdate();
        }
    }

    private String kid(int n) {
        return area + "-" + n;
    }

    private static byte[] info(String kid) {
        return utf8("ting/1 " + ALG + " " + kid);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String written(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] read(JsonNode written) {
        return Base64.getUrlDecoder().decode(written.asText());
    }
}
