package cn.ting.tuf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the public conformance suite asks in its {@code test_expiration.py}, each case by its name there. */
class SuiteExpirationTest extends SuiteCases {

    SuiteExpirationTest() {
        super("test_expiration");
    }

    @BeforeEach
    void begin() throws IOException {
        client.init();
    }

    @Test
    void root_expired() throws Exception {
        client.refresh();
        repository.publish("root");
        assertEquals(0, client.refresh());
        repository.expires("root", inDays(-1));
        repository.publish("root");
        repository.publish("targets", "snapshot", "timestamp");
        assertEquals(1, client.refresh());
        assertEquals("root 3, snapshot 1, targets 1, timestamp 1", client.trusted());
    }

    @Test
    void timestamp_expired() throws Exception {
        client.refresh();
        repository.expires("timestamp", inDays(-5));
        repository.publish("timestamp");
        assertEquals(1, client.refresh());
        assertEquals("root 1, snapshot 1, targets 1, timestamp 1", client.trusted());
    }

    @Test
    void snapshot_expired() throws Exception {
        client.refresh();
        repository.expires("snapshot", inDays(-5));
        repository.publish("snapshot", "timestamp");
        assertEquals(1, client.refresh());
        assertEquals("root 1, snapshot 1, targets 1, timestamp 2", client.trusted());
    }

    @Test
    void targets_expired() throws Exception {
        client.refresh();
        repository.expires("targets", inDays(-5));
        repository.publish("snapshot", "timestamp");
        assertEquals(0, client.refresh(), "the expired ones are not published yet");
        assertEquals("root 1, snapshot 2, targets 1, timestamp 2", client.trusted());
        repository.publish("targets", "snapshot", "timestamp");
        assertEquals(1, client.refresh());
        assertEquals("root 1, snapshot 3, targets 1, timestamp 3", client.trusted());
    }

    @Test
    void expired_local_root() throws Exception {
        repository.expires("root", inDays(7));
        repository.publish("root");
        assertEquals(0, client.refresh());
        repository.expires("root", inDays(21));
        repository.publish("root");
        client.clock.step(Duration.ofDays(18));
        assertEquals(0, client.refresh());
        assertEquals(3, client.version("root"));
    }

    @Test
    void expired_local_timestamp() throws Exception {
        repository.expires("timestamp", inDays(7));
        repository.publish("timestamp");
        assertEquals(0, client.refresh());
        repository.expires("timestamp", inDays(21));
        repository.publish("targets", "snapshot", "timestamp");
        client.clock.step(Duration.ofDays(18));
        assertEquals(0, client.refresh());
        assertEquals("root 1, snapshot 2, targets 2, timestamp 3", client.trusted());
    }

    private Instant inDays(int days) {
        return client.clock.instant().plus(Duration.ofDays(days));
    }
}
