package cn.ting.tuf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the public conformance suite asks in its {@code test_rollback.py}, each case by its name there. */
class SuiteRollbackTest extends SuiteCases {

    SuiteRollbackTest() {
        super("test_rollback");
    }

    @BeforeEach
    void begin() throws IOException {
        client.init();
    }

    @Test
    void simple_snapshot_rollback() throws Exception {
        repository.publish("snapshot", "timestamp");
        assertEquals(0, client.refresh());
        repository.publish("snapshot");
        assertEquals(0, client.refresh());
        assertEquals(2, client.version("snapshot"));
        assertEquals("timestamp", lastAsked());
    }

    @Test
    void new_timestamp_version_rollback() throws Exception {
        repository.publish("timestamp");
        assertEquals(0, client.refresh());
        startAgain("timestamp");
        repository.publish("timestamp");
        assertEquals(1, client.refresh());
        assertEquals(2, client.version("timestamp"));
        assertEquals("timestamp", lastAsked());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void snapshot_rollback(boolean hashes) throws Exception {
        repository.hashes = hashes;
        repository.publish("snapshot", "timestamp");
        assertEquals(0, client.refresh());
        startAgain("snapshot");
        repository.publish("snapshot", "timestamp");
        assertEquals(1, client.refresh());
        assertEquals("root 1, snapshot 2, targets 1, timestamp 2", client.trusted());
        assertEquals("timestamp", lastAsked());
    }

    @Test
    void targets_role_removal() throws Exception {
        repository.meta("snapshot", "delegated").put("version", 1);
        repository.publish("snapshot", "timestamp");
        assertEquals(0, client.refresh());
        ((ObjectNode) repository.signed.get("snapshot").get("meta")).remove("delegated.json");
        repository.publish("snapshot", "timestamp");
        assertEquals(1, client.refresh());
        assertEquals(2, client.version("snapshot"));
    }

    @Test
    void targets_fast_forward_recovery() throws Exception {
        repository.meta("snapshot", "delegated").put("version", 1);
        for (int i = 0; i < 99; i++) {
            repository.publish("targets");
        }
        repository.publish("snapshot", "timestamp");
        assertEquals(0, client.refresh());
        assertEquals(100, client.version("targets"));

        repository.rotateKeys("snapshot");
        startAgain("targets");
        ((ObjectNode) repository.signed.get("snapshot").get("meta")).remove("delegated.json");
        repository.publish("root", "targets", "snapshot", "timestamp");
        assertEquals(0, client.refresh());
        assertEquals(1, client.version("targets"));
    }

    @Test
    void new_snapshot_fast_forward_recovery() throws Exception {
        for (int i = 0; i < 99; i++) {
            repository.publish("snapshot");
        }
        repository.publish("timestamp");
        assertEquals(0, client.refresh());
        assertEquals(100, client.version("snapshot"));

        repository.rotateKeys("snapshot");
        repository.rotateKeys("timestamp");
        startAgain("snapshot");
        repository.publish("root", "targets", "snapshot", "timestamp");
        assertEquals(0, client.refresh());
        assertEquals(1, client.version("snapshot"));
    }

    @Test
    void new_timestamp_fast_forward_recovery() throws Exception {
        for (int i = 0; i < 99; i++) {
            repository.publish("timestamp");
        }
        assertEquals(0, client.refresh());
        assertEquals(100, client.version("timestamp"));

        repository.rotateKeys("timestamp");
        startAgain("timestamp");
        repository.publish("root", "timestamp");
        assertEquals(0, client.refresh());
        assertEquals(1, client.version("timestamp"));
    }

    @Test
    void new_snapshot_version_mismatch() throws Exception {
        repository.publish("snapshot");
        repository.meta("timestamp", "snapshot").put("version", 1);
        repository.publish("root", "timestamp");
        assertEquals(0, client.refresh());
        assertEquals("root 2, snapshot 1, targets 1, timestamp 2", client.trusted());
    }

    @Test
    void new_targets_version_mismatch() throws Exception {
        client.refresh();
        repository.publish("targets");
        assertEquals(0, client.refresh());
        assertEquals(1, client.version("targets"));
        assertEquals("timestamp", lastAsked());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void targets_rollback(boolean hashes) throws Exception {
        repository.hashes = hashes;
        repository.publish("targets", "snapshot", "timestamp");
        assertEquals(0, client.refresh());
        startAgain("targets");
        repository.publish("targets", "snapshot", "timestamp");
        assertEquals(1, client.refresh());
        assertEquals("root 1, snapshot 2, targets 2, timestamp 3", client.trusted());
    }

    private void startAgain(String role) {
        repository.forget(role);
        repository.version(role, 1);
    }

    private String lastAsked() {
        return repository.asked.get(repository.asked.size() - 1);
    }
}
