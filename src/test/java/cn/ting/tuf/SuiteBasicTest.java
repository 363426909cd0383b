package cn.ting.tuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the public conformance suite asks in its {@code test_basic.py}, each case by its name there. */
class SuiteBasicTest extends SuiteCases {

    private static final String ALL = "root 1, snapshot 1, targets 1, timestamp 1";

    SuiteBasicTest() {
        super("test_unsigned_metadata%5Broot%5D");
    }

    @Test
    void basic_refresh_requests() throws Exception {
        assertEquals(0, client.init());
        assertEquals(List.of(), repository.asked, "to begin asks nobody");
        assertEquals(0, client.refresh());
        assertEquals(List.of("root 2", "timestamp", "snapshot 1", "targets 1"), repository.asked);
    }

    @Test
    void basic_refresh_trusted_data() throws Exception {
        client.init();
        assertEquals(0, client.refresh());
        for (String role : SuiteRepository.ROLES) {
            client.assertKept(role, repository.last(role));
        }
    }

    @Test
    void implicit_refresh() throws Exception {
        client.init();
        assertEquals(1, client.download("nonexistent artifact"));
        assertEquals(List.of("root 2", "timestamp", "snapshot 1", "targets 1"), repository.asked);
        assertEquals(ALL, client.trusted());
        assertTrue(client.said().startsWith("tuf.unknown-target"), client.said());
    }

    @Test
    void invalid_initial_root() throws Exception {
        ObjectNode root = (ObjectNode) new ObjectMapper().readTree(repository.last("root"));
        ((ObjectNode) root.get("signed")).remove("version");
        client.init(new ObjectMapper().writeValueAsBytes(root));
        assertEquals(1, client.refresh());
        assertEquals(List.of(), repository.asked);
    }

    @Test
    void unsigned_initial_root() throws Exception {
        ObjectNode root = (ObjectNode) new ObjectMapper().readTree(repository.last("root"));
        ((ObjectNode) root.get("signatures").get(0)).put("sig", Pen.ecdsa().sign(new byte[3]));
        client.init(new ObjectMapper().writeValueAsBytes(root));
        assertEquals(1, client.refresh());
        assertEquals(List.of(), repository.asked);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "root;      root 1",
        "timestamp; root 2",
        "snapshot;  root 2, timestamp 2",
        "targets;   root 2, snapshot 2, timestamp 2"
    })
    void unsigned_metadata(String role, String trusted) throws Exception {
        repository.pens.get(role).clear();
        repository.publish("root", "targets", "snapshot", "timestamp");
        client.init();
        assertEquals(1, client.refresh());
        assertEquals(trusted, client.trusted());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "root;     root 1",
        "snapshot; root 2, timestamp 2",
        "targets;  root 2, snapshot 2, timestamp 2"
    })
    void url_and_metadata_version_mismatch(String role, String trusted) throws Exception {
        repository.version(role, 2);
        repository.publish("root", "targets", "snapshot", "timestamp");
        client.init();
        assertEquals(1, client.refresh());
        assertEquals(trusted, client.trusted());
    }

    @Test
    void timestamp_content_changes() throws Exception {
        client.init();
        client.refresh();
        byte[] first = repository.last("timestamp");
        repository.meta("timestamp", "snapshot").put("version", 100);
        repository.forget("timestamp");
        repository.publish("timestamp");
        assertEquals(0, client.refresh());
        assertEquals("timestamp", repository.asked.get(repository.asked.size() - 1));
        client.assertKept("timestamp", first);
    }

    @Test
    void basic_metadata_hash_support() throws Exception {
        repository.hashes = true;
        repository.publish("targets", "snapshot", "timestamp");
        client.init();
        assertEquals(0, client.refresh());

        repository.publish("targets");
        ((ObjectNode) repository.meta("snapshot", "targets").get("hashes")).put("sha256", "46".repeat(32));
        repository.publish("snapshot", "timestamp");
        assertEquals(1, client.refresh());
        assertEquals("root 1, snapshot 3, targets 2, timestamp 3", client.trusted());
    }

    @Test
    void metadata_bytes_match() throws Exception {
        client.init();
        byte[] unusual = (new String(repository.last("timestamp")) + " ").getBytes();
        repository.replaceLast("timestamp", unusual);
        assertEquals(0, client.refresh());
        client.assertKept("timestamp", unusual);
    }

    @Test
    void custom_fields() throws Exception {
        client.init();
        client.refresh();
        Pen pen = Pen.ecdsa();
        repository.addKey("root", pen);
        ((ObjectNode) repository.signed.get("root").get("keys").get(pen.keyId())).putObject("extra-field").put("a", 1).put("b", 2);
        repository.signed.get("root").put("custom-field", "value").put("x-tuf-on-ci-signing-period", 60);
        repository.role("root").put("another-field", "value");
        repository.publish("root");
        assertEquals(0, client.refresh());
        assertEquals(2, client.version("root"));
    }

    @Test
    void deprecated_keyid_hash_algorithms() throws Exception {
        client.init();
        repository.forgetKeys("snapshot");
        Pen pen = Pen.ecdsa();
        repository.addKey("snapshot", pen);
        ((ObjectNode) repository.signed.get("root").get("keys").get(pen.keyId())).put("keyid_hash_algorithms", "md5");
        repository.publish("root", "snapshot", "timestamp");
        assertEquals(0, client.refresh());
        assertEquals("root 2, snapshot 2, targets 1, timestamp 2", client.trusted());
    }

    @Test
    void snapshot_404() throws Exception {
        client.init();
        client.refresh();
        repository.meta("timestamp", "snapshot").put("version", 2);
        repository.publish("timestamp");
        assertEquals(1, client.refresh());
        assertEquals("snapshot 2", repository.asked.get(repository.asked.size() - 1));
        assertEquals("root 1, snapshot 1, targets 1, timestamp 2", client.trusted());
    }

    @Test
    void targets_404() throws Exception {
        client.init();
        client.refresh();
        repository.meta("snapshot", "targets").put("version", 2);
        repository.publish("snapshot", "timestamp");
        assertEquals(1, client.refresh());
        assertEquals("targets 2", repository.asked.get(repository.asked.size() - 1));
        assertEquals("root 1, snapshot 2, targets 1, timestamp 2", client.trusted());
    }

    @Test
    void timestamp_404() throws Exception {
        client.init();
        client.refresh();
        repository.forget("timestamp");
        assertEquals(1, client.refresh());
        assertEquals("timestamp", repository.asked.get(repository.asked.size() - 1));
        assertEquals(ALL, client.trusted());
    }

    @Test
    void incorrect_metadata_type() throws Exception {
        client.init();
        repository.addKey("snapshot", repository.pens.get("timestamp").values().iterator().next());
        ((ObjectNode) repository.signed.get("snapshot").putObject("meta")).putObject("snapshot.json").put("version", 1);
        repository.publish("root", "snapshot");
        repository.published.get("timestamp").add(repository.published.get("snapshot").remove(1));
        assertEquals(1, client.refresh());
        assertEquals("root 2", client.trusted());
    }

    @Test
    void faketime() throws Exception {
        client.init();
        repository.expires("root", client.clock.instant().plus(Duration.ofDays(7)));
        repository.publish("root");
        assertEquals(0, client.refresh());
        client.clock.step(Duration.ofDays(8));
        assertEquals(1, client.refresh());
    }

    /** Beyond the suite: what a command may meet before it is of use. */
    @Test
    void to_begin_makes_its_folder_takes_the_place_of_an_older_root_and_says_what_it_cannot_read() throws Exception {
        Files.delete(client.metadata);
        assertEquals(0, client.init());
        client.refresh();
        assertEquals(0, client.init());
        assertEquals(ALL, client.trusted(), "what is trusted of the other roles still tells what would be older");
        assertEquals(0, client.refresh());

        Files.delete(client.metadata.resolve("root.json"));
        assertEquals(1, client.refresh());
        assertTrue(client.said().startsWith("tuf.uninitialized"), client.said());
    }

    /** Beyond the suite: versions are no part of names where the root does not say so. */
    @ParameterizedTest
    @CsvSource({"false", "missing"})
    void without_consistent_snapshots_names_are_plain(String consistent) throws Exception {
        if (consistent.equals("missing")) {
            repository.signed.get("root").remove("consistent_snapshot");
        } else {
            repository.signed.get("root").put("consistent_snapshot", false);
        }
        repository.addArtifact("a file", "content");
        repository.publish("root", "targets", "snapshot", "timestamp");
        client.init();
        assertEquals(0, client.download("a file"));
        assertEquals(List.of("root 2", "root 3", "timestamp", "snapshot", "targets"), repository.asked);
        assertEquals(List.of("a file"), repository.fetched);
    }

    /** Beyond the suite: a specification's patch level changes nothing, another major version everything. */
    @Test
    void spec_versions() throws Exception {
        client.init();
        for (Map.Entry<String, Integer> one : Map.of("1.0", 0, "1.0.0", 0, "1.9.99", 0, "2.0.0", 1, "11.0.0", 1, "", 1).entrySet()) {
            repository.signed.get("timestamp").put("spec_version", one.getKey());
            repository.publish("timestamp");
            assertEquals(one.getValue(), client.refresh(), one.getKey());
        }
    }

    /** Beyond the suite: what is said of hashes or lengths holds or is refused; it is never passed over. */
    @ParameterizedTest
    @ValueSource(strings = {"'hashes':{}", "'hashes':[]", "'hashes':null", "'hashes':{'sha256':5}", "'hashes':{'md5':'00'}", "'length':-1", "'length':'5'",
        "'length':5", "'length':1.5"})
    void hashes_and_lengths_that_are_none(String said) throws Exception {
        client.init();
        repository.signed.get("timestamp").withObject("/meta").set("snapshot.json", new ObjectMapper().readTree(
                ("{'version':1," + said + "}").replace('\'', '"')));
        repository.publish("timestamp");
        assertEquals(1, client.refresh(), said);
        assertEquals(0, client.version("snapshot"));
    }
}
