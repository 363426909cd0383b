package cn.ting.tuf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.time.SteppedClock;
import cn.ting.tuf.TufException.Why;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client's way through a repository's metadata, and the attacks of the specification (1.5.2) on it. */
class UpdaterTest {

    private static final String TARGET = "releases/ting-1.2.0/linux x86_64.tar";

    @TempDir
    Path folder;

    @TempDir
    Path targets;

    private final SteppedClock clock = new SteppedClock();
    private TufRepository repository;

    @BeforeEach
    void begin() throws IOException {
        repository = new TufRepository(clock.instant());
        Updater.initialize(folder, repository.firstRoot());
    }

    @Test
    void everything_is_renewed_in_its_order_and_kept_by_plain_names() throws Exception {
        updater().refresh();
        assertEquals(List.of("2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json"), repository.asked);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of("root.json", "snapshot.json", "targets.json", "timestamp.json"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        repository.asked.clear();
        updater().refresh();
        assertEquals(List.of("2.root.json", "timestamp.json"), repository.asked, "what is named still is not fetched again");
    }

    @Test
    void a_target_is_fetched_once_and_has_its_name_only_when_it_is_right() throws Exception {
        repository.artifacts.put(TARGET, bytes("a release"));
        repository.publish();
        Path file = downloaded();
        assertArrayEquals(bytes("a release"), Files.readAllBytes(file));
        assertEquals("releases%2Fting-1.2.0%2Flinux%20x86_64.tar", file.getFileName().toString());
        repository.asked.clear();
        downloaded();
        assertFalse(String.join(" ", repository.asked).contains("linux"));

        Files.writeString(file, "a releasE");
        assertArrayEquals(bytes("a release"), Files.readAllBytes(downloaded()), "what was changed on the disk is fetched anew");
    }

    @Test
    void arbitrary_software_is_refused() throws Exception {
        repository.artifacts.put(TARGET, bytes("a release"));
        repository.publish();
        serveForTarget(bytes("malicious"));
        assertEquals(Why.MISMATCH, refusedTarget());
        serveForTarget(bytes("a release and more"));
        assertEquals(Why.TOO_LARGE, refusedTarget());
        serveForTarget(bytes("a rel"));
        assertEquals(Why.MISMATCH, refusedTarget());
        try (Stream<Path> files = Files.list(targets)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void metadata_that_was_changed_after_it_was_signed_is_refused_whatever_was_changed() throws Exception {
        for (String name : List.of("timestamp.json", "1.snapshot.json", "1.targets.json")) {
            byte[] was = repository.served.get(name);
            repository.forge(name, signed -> signed.put("version", 7));
            assertEquals(name.startsWith("1.targets") ? Why.MISMATCH : Why.UNSIGNED, refused(), name);
            repository.served.put(name, was);
        }
        updater().refresh();
    }

    @Test
    void rollback_of_timestamp_snapshot_and_targets_is_refused_and_the_newer_stay() throws Exception {
        repository.publish();
        repository.publish();
        updater().refresh();
        repository.versions.put("timestamp", 1L);
        repository.publishTimestamp();
        assertEquals(Why.BEHIND, refused(), "so does a copy that lags, and is not taken either");

        repository.versions.put("timestamp", 7L);
        repository.versions.put("snapshot", 0L);
        repository.publishSnapshot();
        repository.publishTimestamp();
        assertEquals(Why.ROLLBACK, refused());

        repository.versions.put("targets", 0L);
        repository.versions.put("snapshot", 8L);
        repository.publish();
        assertEquals(Why.ROLLBACK, refused());
        assertEquals(3, version("targets"));
        assertEquals(3, version("snapshot"));
    }

    @Test
    void a_freeze_is_noticed_when_time_is_over_and_what_is_trusted_stays() throws Exception {
        updater().refresh();
        clock.step(Duration.ofDays(31));
        assertEquals(Why.EXPIRED, refused());
        assertEquals(1, version("timestamp"));
    }

    @Test
    void expired_metadata_still_tells_what_would_be_older() throws Exception {
        updater().refresh();
        clock.step(Duration.ofDays(31));
        repository.expires.replaceAll((role, was) -> clock.instant().plus(Duration.ofDays(30)));
        repository.publishRoot();
        repository.publish();
        updater().refresh();
        assertEquals(2, version("root"));
        assertEquals(2, version("targets"));
    }

    @Test
    void mix_and_match_is_refused() throws Exception {
        repository.publish();
        byte[] first = repository.served.get("1.targets.json");
        repository.served.put("2.targets.json", first);
        assertEquals(Why.MISMATCH, refused());
    }

    @Test
    void endless_data_is_cut_off() throws Exception {
        byte[] endless = new byte[600_000];
        Arrays.fill(endless, (byte) ' ');
        repository.served.put("2.root.json", endless);
        assertEquals(Why.TOO_LARGE, refused());
        repository.served.remove("2.root.json");
        repository.served.put("timestamp.json", endless);
        assertEquals(Why.TOO_LARGE, refused());
    }

    @Test
    void slow_retrieval_from_a_source_that_drips_is_given_up() {
        Source dripping = path -> path.equals("timestamp.json")
                ? Optional.of(new InputStream() {
                    @Override
                    public int read() {
                        clock.step(Duration.ofSeconds(10));
                        return ' ';
                    }

                    @Override
                    public int read(byte[] block, int from, int length) {
                        block[from] = (byte) read();
                        return 1;
                    }
                })
                : Optional.empty();
        TufException told = assertThrows(
                TufException.class, () -> new Updater(folder, dripping, dripping, clock, clock::uptime).refresh());
        assertEquals(Why.TOO_SLOW, told.why());
    }

    /** No piece of it has even a second to be held against it. */
    @Test
    void slow_retrieval_of_one_piece_after_the_other_is_given_up_in_all() {
        Source late = path -> {
            clock.step(Duration.ofMinutes(6));
            return repository.open(path);
        };
        assertEquals(Why.TOO_SLOW, assertThrows(TufException.class, () -> new Updater(folder, late, late, clock, clock::uptime).refresh()).why());
    }

    @Test
    void a_partial_mirror_is_refused_without_losing_what_is_trusted() throws Exception {
        updater().refresh();
        repository.publish();
        repository.served.remove("2.targets.json");
        assertEquals(Why.UNREACHABLE, refused());
        assertEquals(1, version("targets"));
        Files.delete(folder.resolve("root.json"));
        assertEquals(Why.UNINITIALIZED, refused());
    }

    @Test
    void no_garbage_throws_anything_but_a_refusal() throws Exception {
        long seed = Long.getLong("seed", 20261126L);
        Random random = new Random(seed);
        List<String> names = List.of("timestamp.json", "1.snapshot.json", "1.targets.json");
        for (int i = 0; i < 300; i++) {
            String name = names.get(random.nextInt(names.size()));
            byte[] was = repository.served.get(name);
            byte[] garbled = was.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                garbled[random.nextInt(garbled.length)] = (byte) random.nextInt(256);
            }
            repository.served.put(name, random.nextInt(8) == 0 ? Arrays.copyOf(garbled, random.nextInt(garbled.length)) : garbled);
            try {
                updater().refresh();
            } catch (TufException refused) {
                // As it should be.
            } catch (RuntimeException bug) {
                throw new AssertionError("seed " + seed + " run " + i + " " + name, bug);
            }
            repository.served.put(name, was);
        }
        updater().refresh();
    }

    private void serveForTarget(byte[] bytes) {
        repository.served.replaceAll((name, was) -> name.contains(".linux") ? bytes : was);
    }

    private Path downloaded() throws Exception {
        Updater updater = updater();
        updater.refresh();
        return updater.download(TARGET, targets);
    }

    private Why refusedTarget() {
        return assertThrows(TufException.class, this::downloaded).why();
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

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
