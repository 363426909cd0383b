package cn.ting.tuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the public conformance suite asks in its {@code test_file_download.py}, each case by its name there. */
class SuiteDownloadTest extends SuiteCases {

    SuiteDownloadTest() {
        super("test_file_download");
    }

    @BeforeEach
    void begin() throws IOException {
        client.init();
    }

    @ParameterizedTest
    @ValueSource(strings = {"target_file.txt", "path/to/a/target_file.txt", "a b/100%/c+d?e#f", "../up", "..", "/", "亭.tar"})
    void client_downloads_expected_file_and_in_sub_dir(String path) throws Exception {
        add(path, "target file contents");
        assertEquals(0, client.refresh());
        assertEquals(List.of(), client.downloaded());
        assertEquals(0, client.download(path));
        assertEquals(List.of("target file contents"), client.downloaded());
    }

    @Test
    void repository_substitutes_target_file() throws Exception {
        add("target_file.txt", "target file contents");
        add("another_target_file.txt", "content");
        assertEquals(0, client.download("target_file.txt"));
        repository.artifacts.replaceAll((path, was) -> bytes("malicious data - should not download"));
        client.download("target_file.txt");
        assertEquals(List.of("target file contents"), client.downloaded());
        assertEquals(1, client.download("another_target_file.txt"));
        assertEquals(List.of("target file contents"), client.downloaded());
    }

    @Test
    void multiple_changes_to_target() throws Exception {
        add("target_file.txt", "target file contents");
        assertEquals(0, client.download("target_file.txt"));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            add("target_file.txt", "modified file contents " + i);
            add("new-target-" + i, "new file contents " + i);
            if (i % 5 == 0) {
                assertEquals(0, client.download("target_file.txt"));
                assertEquals(0, client.download("new-target-" + i));
                expected.add("new file contents " + i);
                assertDownloaded(expected, "modified file contents " + i);
                repository.artifacts.put("target_file.txt", bytes("malicious contents " + i));
                repository.publish("targets", "snapshot", "timestamp");
                client.download("target_file.txt");
                assertDownloaded(expected, "modified file contents " + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256", "sha512", "sha256 sha512", "sha512 unknown-hash"})
    void download_with_hash_algorithms(String hashes) throws Exception {
        repository.addArtifact("target_file.txt", "target file contents", hashes.split(" "));
        repository.publish("targets", "snapshot", "timestamp");
        assertEquals(0, client.download("target_file.txt"));
        assertEquals(1, repository.fetched.size());
        String hash = repository.fetched.get(0).split(" ")[0];
        List<String> named = new ArrayList<>();
        repository.signed.get("targets").path("targets").path("target_file.txt").path("hashes").forEach(one -> named.add(one.asText()));
        assertTrue(named.contains(hash), hash);
        assertEquals(List.of("target file contents"), client.downloaded());
    }

    @Test
    void download_with_unknown_hash_algorithm() throws Exception {
        repository.addArtifact("target_file.txt", "target file contents", "unknown-hash");
        repository.publish("targets", "snapshot", "timestamp");
        assertEquals(1, client.download("target_file.txt"));
        assertEquals(List.of(), client.downloaded());
    }

    @Test
    void artifact_cache() throws Exception {
        add("target_file.txt", "target file contents");
        assertEquals(0, client.download("target_file.txt"));
        assertEquals(0, client.download("target_file.txt"));
        assertEquals(1, repository.fetched.size());
    }

    /** As its {@code test_cached_role_is_verified_against_current_delegator} calls a client, without what is delegated there. */
    @Test
    void several_targets_in_one_call_are_looked_up_in_one_state_of_the_repository() throws Exception {
        add("one", "the first");
        add("dir/two", "the second");
        assertEquals(0, client.download("one", "dir/two"));
        assertEquals(List.of("the first", "the second"), client.downloaded());
        assertEquals(List.of("root 2", "timestamp", "snapshot 3", "targets 3"), repository.asked);

        add("three", "the third");
        assertEquals(1, client.download("three", "missing", "one"));
        assertEquals("tuf.unknown-target: missing", client.said().strip());
        assertEquals(List.of("the first", "the second", "the third"), client.downloaded());
    }

    /** Beyond the suite: what a target is for is signed with it and changes nothing here. */
    @Test
    void custom_data_of_a_target() throws Exception {
        repository.addArtifact("target_file.txt", "target file contents");
        ((ObjectNode) repository.signed.get("targets").path("targets").path("target_file.txt")).putObject("custom").put("file_permissions", "0644");
        repository.publish("targets", "snapshot", "timestamp");
        assertEquals(0, client.download("target_file.txt"));
    }

    private void add(String path, String content) {
        repository.addArtifact(path, content);
        repository.publish("targets", "snapshot", "timestamp");
    }

    private void assertDownloaded(List<String> some, String another) throws IOException {
        List<String> all = new ArrayList<>(some);
        all.add(another);
        assertEquals(all.stream().sorted().toList(), client.downloaded());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
