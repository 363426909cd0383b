package cn.ting.vault;

import cn.ting.catalogue.TestPen;
import cn.ting.naming.NamedPerson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;

/** A platform's vault and pen without the platform, in memory. */
public final class PlatformsVault implements AutoCloseable {

    public final TestPen pen = new TestPen();
    public final Vault vault;
    private final ObjectMapper json = new ObjectMapper();
    private final Connection connection;

    public PlatformsVault(String area) {
        try {
            connection = DriverManager.getConnection("jdbc:sqlite::memory:");
            connection.setAutoCommit(false);
            vault = new Vault(connection, area);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The signed document for a kiosk; a key of {@code null} is one it has not told. */
    public byte[] naming(String kiosk, long version, String kid, String publicKey, LocalDate today) throws SQLException {
        JsonNode key = kid == null
                ? json.nullNode()
                : json.createObjectNode().put("alg", "HPKE-X25519-SHA256-A256GCM").put("kid", kid).put("publicKey", publicKey);
        return pen.sign("application/vnd.ting.naming+json", vault.naming(kiosk, version, key, today));
    }

    /** What the platform makes of a person in a fact. */
    public Person person(String fact, String type, NamedPerson named) throws SQLException {
        ObjectNode event = json.createObjectNode().put("id", fact).put("type", type);
        event.putObject("data").set("person", json.valueToTree(named));
        return vault.person(event).orElseThrow();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
