package cn.ting.press;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.seal.Digest;
import cn.ting.slots.Workshop.Made;
import cn.ting.tuf.Pen;
import cn.ting.tuf.Source;
import cn.ting.tuf.TufException;
import cn.ting.tuf.Updater;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The release manager's tool by its own words: who signs what, what becomes public and what does not. */
class PressTest extends DeskCases {

    @Test
    void nothing_is_public_before_as_many_have_signed_as_it_takes() throws Exception {
        assertEquals(1, desk.publish(desk.online));
        assertTrue(desk.said().contains("no root is signed yet"), desk.said());
        desk.firstRoot();
        desk.sign("root", desk.roots[0]);
        assertEquals(1, desk.publish(desk.online), "one of two");

        // The draft goes to where the second key lies, and comes back.
        Path elsewhere = Files.copy(desk.repository.resolve("draft/root.json"), directory.resolve("root.json"));
        assertEquals(0, desk.sign(elsewhere, desk.roots[1]));
        assertTrue(desk.said().contains("  root: 2 of ") && desk.said().contains("signed by "), desk.said());
        Files.copy(elsewhere, desk.repository.resolve("draft/root.json"), StandardCopyOption.REPLACE_EXISTING);
        assertEquals(1, desk.publish(desk.online));
        assertTrue(desk.said().contains("no targets are signed yet"), desk.said());

        desk.press("add", desk.repository, desk.release(eight));
        assertEquals(1, desk.publish(desk.online), "targets nobody has signed");
        assertFalse(Files.exists(desk.repository.resolve("metadata")));
        desk.sign("targets", desk.targets);
        assertEquals(1, desk.publish(Pen.ed25519()), "another's key");
        assertTrue(desk.said().contains("no kiosk would take it: tuf.unsigned"), desk.said());
        assertFalse(Files.exists(desk.repository.resolve("metadata")));
        assertEquals(0, desk.publish(desk.online), desk.said());
        assertEquals(List.of(eight.target("x86_64"), eight.target("x86_64") + ".sig"), kiosk("new").paths().stream().sorted().toList());
    }

    @Test
    void a_release_is_named_with_all_that_a_kiosk_asks_and_its_files_stand_by_their_hashes() throws Exception {
        published();
        JsonNode custom = kiosk("new").target(eight.target("x86_64")).orElseThrow().custom();
        long bytes = eight.files().values().stream().mapToLong(file -> file.length).sum();
        assertEquals(new ObjectMapper().readTree("{\"arch\":\"x86_64\",\"counter\":8,\"from\":1,\"models\":[\"park-24h\",\"wall-mini\"],\"bytes\":" + bytes
                + ",\"stickUntil\":\"" + clock.instant().plus(Duration.ofDays(180)) + "\"}"), new ObjectMapper().readTree(custom.toString()));
        for (byte[] file : eight.files().values()) {
            assertArrayEquals(file, Files.readAllBytes(desk.repository.resolve("files").resolve(Digest.sha256Hex(file))));
        }
        try (Stream<Path> below = Files.list(desk.repository.resolve("draft"))) {
            assertEquals(0, below.count(), "nothing waits");
        }
        desk.press("show", desk.repository);
        assertTrue(desk.said().contains("ting/1.8/x86_64/MANIFEST: counter 8, from 1, for park-24h,wall-mini, on sticks until "), desk.said());
    }

    @Test
    void which_libraries_a_release_brings_is_named_with_it() throws Exception {
        published();
        Map<String, byte[]> files = new TreeMap<>(workshop.make(9).files());
        byte[] sbom = "{\"bomFormat\":\"CycloneDX\"}".getBytes(StandardCharsets.UTF_8);
        files.put("sbom.json", sbom);
        Made nine = workshop.make(9, files);
        assertEquals(0, desk.press("add", desk.repository, desk.release(nine)), desk.said());
        JsonNode draft = new ObjectMapper().readTree(Files.readAllBytes(desk.repository.resolve("draft/targets.json")));
        assertEquals(Digest.sha256Hex(sbom), draft.path("signed").path("targets").path(nine.target("x86_64")).path("custom").path("sbom").asText());
    }

    @Test
    void a_release_that_is_not_what_its_manifest_says_or_no_newer_is_not_put_in() throws Exception {
        published();
        assertEquals(1, desk.press("add", desk.repository, desk.release(workshop.make(7))));
        assertTrue(desk.said().contains("has the counter 8"), desk.said());
        workshop.models = "desk";
        assertEquals(0, desk.press("add", desk.repository, desk.release(workshop.make(3))), "another line, for other cabinets");
        Files.delete(desk.repository.resolve("draft/targets.json"));
        workshop.models = "*";
        assertEquals(1, desk.press("add", desk.repository, desk.release(workshop.make(8))), "for all, and so for those too");

        Path nine = desk.release(workshop.make(9));
        Files.writeString(nine.resolve("app/ting.jar"), "release X");
        assertEquals(1, desk.press("add", desk.repository, nine));
        assertTrue(desk.said().contains("is not what MANIFEST says"), desk.said());
        Files.delete(nine.resolve("app/ting.jar"));
        Files.createSymbolicLink(nine.resolve("app/ting.jar"), Path.of("/etc/hostname"));
        assertEquals(1, desk.press("add", desk.repository, nine));
        Files.delete(nine.resolve("app/ting.jar"));
        Files.delete(nine.resolve("MANIFEST.sig"));
        assertEquals(1, desk.press("add", desk.repository, nine));
        assertFalse(Files.exists(desk.repository.resolve("draft/targets.json")));
    }

    @Test
    void days_later_there_is_a_new_timestamp_and_a_new_snapshot_only_before_the_old_is_over() throws Exception {
        published();
        for (int time = 0; time < 6; time++) {
            clock.step(Duration.ofDays(6));
            assertEquals(0, desk.publish(desk.online), desk.said());
        }
        assertEquals(7, version("timestamp.json"));
        try (Stream<Path> files = Files.list(desk.repository.resolve("metadata"))) {
            long snapshots = files.filter(file -> file.getFileName().toString().endsWith(".snapshot.json")).count();
            assertTrue(snapshots > 1 && snapshots < 4, "" + snapshots);
        }
        kiosk("new");
        assertEquals(clock.instant().toString(), tree("timestamp.json").path("signed").path("made").asText());
    }

    @Test
    void what_waits_for_signatures_keeps_nothing_else_back() throws Exception {
        published();
        desk.press("add", desk.repository, desk.release(workshop.make(9)));
        assertEquals(0, desk.publish(desk.online));
        assertTrue(desk.said().contains("the draft of targets waits for signatures, and nothing of it was published: root 1 asks for 1, 0 are there, 1 is missing"),
                desk.said());
        assertEquals(2, kiosk("new").paths().size());
        desk.sign("targets", desk.targets);
        assertEquals(0, desk.publish(desk.online));
        assertEquals(4, kiosk("new").paths().size());
    }

    @Test
    void a_publication_that_was_cut_short_is_finished_by_the_next() throws Exception {
        published();
        desk.press("add", desk.repository, desk.release(workshop.make(9)));
        desk.sign("targets", desk.targets);
        Files.move(desk.repository.resolve("draft/targets.json"), desk.repository.resolve("metadata/2.targets.json"));
        assertEquals(2, kiosk("between").paths().size());
        assertEquals(0, desk.publish(desk.online), desk.said());
        assertEquals(4, kiosk("between").paths().size());
    }

    @Test
    void keys_are_exchanged_and_a_kiosk_that_was_there_before_follows() throws Exception {
        published();
        kiosk("old");
        Pen fresh = Pen.ecdsa();
        Pen online = Pen.ecdsa();
        String gone = id(desk.roots[0]);
        assertEquals(1, desk.press("root", desk.repository, "--drop", "root=" + gone.substring(0, 7)));
        assertEquals(0, desk.press("root", desk.repository, "--drop", "root=" + gone.substring(0, 8), "--key", "root=" + desk.pem(fresh),
                "--drop", "timestamp=" + id(desk.online), "--key", "timestamp=" + desk.pem(online)), desk.said());
        desk.sign("root", fresh, desk.roots[1]);
        assertEquals(0, desk.publish(desk.online));
        assertTrue(desk.said().contains("the draft of root waits"), "signed by two of its own, but by one of those before: " + desk.said());
        desk.sign("root", desk.roots[2]);
        assertEquals(1, desk.press("root", desk.repository, "--days", "30"), "it is signed already");
        assertEquals(1, desk.publish(desk.online), "the new key of the timestamp is needed");
        assertEquals(0, desk.publish(desk.online, online), desk.said());
        assertEquals(2, version("2.root.json"));
        kiosk("old");
        kiosk("new");
        assertEquals(1, desk.publish(desk.online), "the old one signs nothing more");
    }

    /** The new root takes its trust from the timestamp that is still public. */
    @Test
    void an_exchange_of_keys_that_was_cut_short_is_finished_by_the_next() throws Exception {
        published();
        kiosk("old");
        byte[] before = Files.readAllBytes(desk.repository.resolve("metadata/timestamp.json"));
        Pen online = Pen.ecdsa();
        assertEquals(0, desk.press("root", desk.repository, "--drop", "timestamp=" + id(desk.online), "--key", "timestamp=" + desk.pem(online)));
        desk.sign("root", desk.roots[0], desk.roots[1]);
        assertEquals(0, desk.publish(desk.online, online), desk.said());
        Files.write(desk.repository.resolve("metadata/timestamp.json"), before);

        assertThrows(TufException.class, () -> kiosk("between"));
        assertEquals(0, desk.publish(desk.online, online), desk.said());
        kiosk("old");
        kiosk("between");
        kiosk("new");

        Files.writeString(desk.repository.resolve("metadata/timestamp.json"), "{}");
        assertEquals(1, desk.publish(desk.online, online), "this is no cut");
    }

    @Test
    void with_another_targets_key_the_targets_are_signed_anew_before_anything_is_public() throws Exception {
        published();
        kiosk("old");
        Pen fresh = Pen.ed25519();
        desk.press("root", desk.repository, "--drop", "targets=" + id(desk.targets), "--key", "targets=" + desk.pem(fresh));
        desk.sign("root", desk.roots[0], desk.roots[1]);
        assertEquals(1, desk.publish(desk.online));
        assertTrue(desk.said().contains("no kiosk would take it: tuf.unsigned: targets"), desk.said());
        assertEquals(0, desk.press("add", desk.repository));
        desk.sign("targets", desk.targets);
        assertEquals(1, desk.publish(desk.online), "by the key that was dropped");
        desk.sign("targets", fresh);
        assertEquals(0, desk.publish(desk.online), desk.said());
        assertEquals(2, kiosk("old").paths().size());
    }

    @Test
    void what_was_changed_after_it_was_signed_becomes_public_nowhere() throws Exception {
        published();
        desk.press("add", desk.repository, desk.release(workshop.make(9)));
        desk.sign("targets", desk.targets);
        Path draft = desk.repository.resolve("draft/targets.json");
        Files.writeString(draft, Files.readString(draft).replace("\"from\" : 1", "\"from\" : 2"));
        Map<String, String> before = all();
        assertEquals(1, desk.publish(desk.online));
        assertTrue(desk.said().contains("tuf.unsigned"), desk.said());
        assertEquals(2, version("timestamp.json"), "which kiosks need whatever is drafted");
        before.keySet().removeIf(name -> name.startsWith("draft") || name.endsWith("timestamp.json"));
        Map<String, String> after = all();
        after.keySet().removeIf(name -> name.startsWith("draft") || name.endsWith("timestamp.json"));
        assertEquals(before, after);
    }

    @Test
    void a_wrong_signature_a_wrong_key_and_a_wrong_word_are_refused_each_in_a_line() throws Exception {
        desk.firstRoot();
        Path draft = desk.repository.resolve("draft/root.json");
        Path wrong = Files.write(directory.resolve("signature"), new byte[64]);
        assertEquals(1, desk.press("attach", draft, desk.pem(desk.roots[0]), wrong));
        assertEquals(1, desk.press("attach", draft, draft, wrong));
        for (List<Object> words : List.<List<Object>>of(List.of("root", desk.repository, "--key", "nobody=x"), List.of("root", desk.repository, "--days", "-1"),
                List.of("root", desk.repository, "--key", "root=" + draft), List.of("root", desk.repository, "--threshold", "targets=2"),
                List.of("show", directory.resolve("none")), List.of("add", desk.repository, directory))) {
            assertEquals(1, desk.press(words.toArray()), words.toString());
            assertEquals(1, desk.said().lines().count(), desk.said());
        }
        assertEquals(2, desk.press("publish"));
        assertEquals(2, desk.press());
    }

    private void published() throws IOException {
        desk.begin();
        desk.publishes(eight);
    }

    /** A kiosk's verifier, which begins with the first root or goes on from what it had. */
    private Updater kiosk(String name) throws IOException, TufException {
        Path folder = directory.resolve("kiosk-" + name);
        if (!Files.exists(folder)) {
            Updater.initialize(folder, Files.readAllBytes(desk.repository.resolve("metadata/1.root.json")));
        }
        Source metadata = path -> {
            Path file = desk.repository.resolve("metadata").resolve(path);
            return Files.exists(file) ? Optional.of(Files.newInputStream(file)) : Optional.empty();
        };
        Updater updater = new Updater(folder, metadata, metadata, clock, clock::uptime);
        updater.refresh();
        return updater;
    }

    private String id(Pen pen) throws IOException {
        try {
            return Holder.read(desk.pem(pen)).id();
        } catch (RefusedException never) {
            throw new IllegalStateException(never);
        }
    }

    private JsonNode tree(String name) throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(desk.repository.resolve("metadata").resolve(name)));
    }

    private long version(String name) throws IOException {
        return tree(name).path("signed").path("version").asLong();
    }

    private Map<String, String> all() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(desk.repository)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(desk.repository.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all;
    }
}
