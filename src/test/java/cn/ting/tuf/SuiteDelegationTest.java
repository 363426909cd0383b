package cn.ting.tuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Delegations are not followed here (what the suite's cases of them would need stands in {@code ota/tuf.xfails}); but a repository may have
 * them, for others. What the suite asks then of a client like this one, too, from its {@code test_delegated_expiration.py},
 * {@code test_updater_delegation_graphs.py}, {@code test_quoting_issues.py} and {@code test_static_repositories.py}.
 */
class SuiteDelegationTest extends SuiteCases {

    SuiteDelegationTest() {
        super("test_targetfile_search%5Bno%20delegations%5D");
    }

    @BeforeEach
    void begin() throws IOException {
        client.init();
    }

    @Test
    void delegated_targets_expired() throws Exception {
        delegate("delegated", Duration.ofDays(-1));
        assertEquals(0, client.refresh());
        assertNothingDelegatedIsBelieved();
    }

    /** Beyond the suite, which has a client follow these: whoever signs a role below the top decides nothing over a kiosk. */
    @ParameterizedTest
    @ValueSource(strings = {"delegated", "?", "#", "/delegatedrole", "../delegatedrole"})
    void a_role_below_the_top_is_neither_fetched_nor_believed_whatever_its_name(String role) throws Exception {
        delegate(role, Duration.ofDays(30));
        assertNothingDelegatedIsBelieved();
    }

    @Test
    void targetfile_search_no_delegations() throws Exception {
        repository.addArtifact("targetfile", "targetfile content");
        delegate("delegated", Duration.ofDays(30));
        assertEquals(0, client.download("targetfile"));
        assertEquals(List.of("targetfile content"), client.downloaded());
        assertEquals(List.of("root 2", "timestamp", "snapshot 2", "targets 2"), repository.asked);
    }

    private void delegate(String role, Duration until) {
        repository.delegate(role, "delegatedpath/*", client.clock.instant().plus(until), "delegatedpath/target", "delegated content");
        repository.publish(role, "targets", "snapshot", "timestamp");
    }

    private void assertNothingDelegatedIsBelieved() throws IOException {
        assertEquals(1, client.download("delegatedpath/target"));
        assertTrue(client.said().startsWith("tuf.unknown-target: delegatedpath/target"), client.said());
        assertEquals(List.of(), client.downloaded());
        assertEquals("root 1, snapshot 2, targets 2, timestamp 2", client.trusted());
        assertTrue(repository.asked.stream().allMatch(asked -> asked.matches("(root|timestamp|snapshot|targets).*")), repository.asked.toString());
    }
}
