package cn.ting.tuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.time.SteppedClock;
import cn.ting.tuf.TufException.Why;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose signatures count: thresholds, roots that follow one another, keys that are revoked or exchanged. */
class UpdaterKeysTest {

    @TempDir
    Path folder;

    private final SteppedClock clock = new SteppedClock();
    private TufRepository repository;

    @BeforeEach
    void begin() throws IOException {
        repository = new TufRepository(clock.instant());
        Updater.initialize(folder, repository.firstRoot());
    }

    @Test
    void keys_below_the_threshold_sign_nothing_and_one_key_under_many_ids_counts_once() throws Exception {
        Pen second = Pen.ecdsa();
        Pen third = Pen.ed25519();
        repository.thresholds.put("snapshot", 2);
        repository.listed.get("snapshot").addAll(List.of(second, third));
        repository.publishRoot();
        repository.publish();
        assertEquals(Why.TOO_FEW_KEYS, refused());

        repository.pens.get("snapshot").add(second);
        repository.publish();
        updater().refresh();

        Pen same = second.as("another-name", second.type(), second.scheme());
        repository.thresholds.put("snapshot", 3);
        repository.listed.get("snapshot").add(same);
        repository.pens.get("snapshot").add(same);
        repository.publishRoot();
        repository.publish();
        assertEquals(Why.TOO_FEW_KEYS, refused());
    }

    @Test
    void a_root_follows_by_the_keys_of_the_one_before_and_by_its_own() throws Exception {
        Pen old = repository.pens.get("root").get(0);
        Pen fresh = Pen.ed25519();
        repository.listed.put("root", new ArrayList<>(List.of(fresh)));
        repository.pens.put("root", List.of(fresh));
        repository.publishRoot();
        assertEquals(Why.ROOT_UNSIGNED, refused(), "not signed by the key before");

        repository.pens.put("root", List.of(old));
        repository.versions.put("root", 1L);
        repository.publishRoot();
        assertEquals(Why.UNSIGNED, refused(), "not signed by its own key");

        repository.pens.put("root", List.of(old, fresh));
        repository.versions.put("root", 1L);
        repository.publishRoot();
        repository.pens.put("root", List.of(fresh));
        repository.publishRoot();
        updater().refresh();
        assertEquals(3, version("root"));
    }

    @Test
    void a_revoked_root_key_names_no_root_any_more() throws Exception {
        Pen revoked = repository.pens.get("root").get(0);
        Pen fresh = Pen.ed25519();
        repository.listed.put("root", new ArrayList<>(List.of(fresh)));
        repository.pens.put("root", List.of(revoked, fresh));
        repository.publishRoot();
        updater().refresh();
        for (Pen its : List.of(revoked, fresh)) {
            repository.listed.put("root", new ArrayList<>(List.of(its)));
            repository.pens.put("root", List.of(revoked));
            repository.versions.put("root", 2L);
            repository.publishRoot();
            assertEquals("tuf.root-unsigned", refused().code());
            assertEquals(2, version("root"));
        }
    }

    @Test
    void a_revoked_key_signs_nothing_any_more() throws Exception {
        updater().refresh();
        List<Pen> fresh = List.of(Pen.ed25519());
        repository.listed.put("targets", fresh);
        repository.publishRoot();
        repository.publish();
        assertEquals(Why.UNSIGNED, refused());
        assertEquals(1, version("targets"));
        repository.pens.put("targets", fresh);
        repository.publish();
        updater().refresh();
    }

    @Test
    void a_fast_forward_is_recovered_from_by_new_keys() throws Exception {
        repository.versions.put("timestamp", 9_999_999L);
        repository.versions.put("snapshot", 9_999_999L);
        repository.publish();
        updater().refresh();
        repository.versions.put("timestamp", 1L);
        repository.versions.put("snapshot", 1L);
        repository.publish();
        assertEquals(Why.BEHIND, refused(), "whoever is right has the old keys still");
        for (String role : List.of("timestamp", "snapshot")) {
            repository.pens.put(role, List.of(Pen.ed25519()));
            repository.listed.put(role, repository.pens.get(role));
            repository.versions.put(role, 1L);
        }
        repository.publishRoot();
        repository.publish();
        updater().refresh();
        assertEquals(2, version("snapshot"));
    }

    @Test
    void a_root_that_skips_a_version_is_refused() throws Exception {
        repository.publishRoot();
        repository.publishRoot();
        repository.served.put("2.root.json", repository.served.get("3.root.json"));
        assertEquals(Why.MISMATCH, refused());
        assertEquals(1, version("root"));
    }

    private Why refused() {
        return assertThrows(TufException.class, () -> updater().refresh()).why();
    }

    private Updater updater() {
        return new Updater(folder, repository, repository, clock, clock::uptime);
    }

    private long version(String role) throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(folder.resolve(role + ".json"))).path("signed").path("version").asLong();
    }
}
