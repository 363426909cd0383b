package cn.ting.press;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.seal.Digest;
import cn.ting.slots.Workshop;
import cn.ting.slots.Workshop.Made;
import cn.ting.tuf.Updater;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ting repo drop} and {@code prune}: what nobody can be led to any more goes, and nothing else does. */
class PruningTest extends DeskCases {

    private Made nine;

    /** 1.8 and 1.9 are public, which have a file in common. */
    @BeforeEach
    void begin() throws Exception {
        nine = workshop.make(9);
        desk.begin();
        desk.publishes(eight);
        desk.publishes(nine);
    }

    private Set<String> files() throws IOException {
        Set<String> all = new TreeSet<>();
        for (String part : new String[] {"files", "targets"}) {
            try (Stream<Path> below = Files.walk(desk.repository.resolve(part))) {
                all.addAll(below.filter(Files::isRegularFile).map(file -> desk.repository.relativize(file).toString()).collect(Collectors.toSet()));
            }
        }
        return all;
    }

    private void dropEight() throws IOException {
        assertEquals(0, desk.press("drop", desk.repository, "1.8"), desk.said());
        assertEquals(0, desk.sign("targets", desk.targets), desk.said());
        assertEquals(0, desk.publish(desk.online), desk.said());
    }

    /** What of 1.8 no other release has. */
    private Set<String> ofEightAlone() {
        Set<String> alone = eight.files().values().stream().map(bytes -> "files/" + Digest.sha256Hex(bytes)).collect(Collectors.toSet());
        nine.files().values().forEach(bytes -> alone.remove("files/" + Digest.sha256Hex(bytes)));
        alone.add("targets/ting/1.8/x86_64/" + Digest.sha256Hex(eight.text()) + ".MANIFEST");
        alone.add("targets/ting/1.8/x86_64/" + Digest.sha256Hex(eight.signature()) + ".MANIFEST.sig");
        return alone;
    }

    @Test
    void what_was_dropped_goes_once_no_snapshot_in_force_leads_to_it_and_not_before_it_is_said_to() throws Exception {
        Set<String> before = files();
        dropEight();
        assertEquals(0, desk.press("prune", "--delete", desk.repository), desk.said());
        assertTrue(desk.said().contains("nothing is here in vain"), desk.said());
        assertEquals(before, files(), "a kiosk may have begun yesterday, by the snapshot of yesterday");

        clock.step(Duration.ofDays(31));
        assertEquals(0, desk.publish(desk.online), desk.said());
        assertEquals(0, desk.press("prune", desk.repository), desk.said());
        assertTrue(ofEightAlone().stream().allMatch(desk.said()::contains) && desk.said().contains("; --delete deletes them"), desk.said());
        assertEquals(before, files(), "it was only asked");

        assertEquals(0, desk.press("prune", "--delete", desk.repository), desk.said());
        before.removeAll(ofEightAlone());
        assertEquals(before, files());
        assertFalse(Files.exists(desk.repository.resolve("targets/ting/1.8")));
        Path stick = Files.createDirectories(directory.resolve("stick"));
        assertEquals(0, desk.press("usb", "--directory", desk.repository, stick), desk.said());
        Updater.initialize(workshop.directory.resolve("tuf"), Files.readAllBytes(desk.repository.resolve("metadata/1.root.json")));
        assertEquals(9, workshop.find(stick, Workshop.CABINET, clock.instant()).orElseThrow().manifest().counter(), "what is left is whole");
    }

    @Test
    void what_is_only_drafted_or_drafted_away_stays() throws Exception {
        Made ten = workshop.make(10);
        assertEquals(0, desk.press("add", desk.repository, desk.release(ten)), desk.said());
        Set<String> before = files();
        clock.step(Duration.ofDays(31));
        assertEquals(0, desk.publish(desk.online), desk.said());
        assertEquals(0, desk.press("prune", "--delete", desk.repository), desk.said());
        assertEquals(before, files(), "1.10 waits for signatures");
        assertEquals(0, desk.press("drop", desk.repository, "1.8"), desk.said());
        assertEquals(0, desk.press("prune", "--delete", desk.repository), desk.said());
        assertEquals(before, files(), "that 1.8 goes waits for them too");
    }

    @Test
    void the_newest_of_a_cabinet_is_not_dropped_and_who_is_left_behind_is_said() throws Exception {
        assertEquals(1, desk.press("drop", desk.repository, "1.9"));
        assertTrue(desk.said().contains("ting/1.9/x86_64/MANIFEST is the newest there is for park-24h"), desk.said());
        assertEquals(1, desk.press("drop", desk.repository, "1.6"));
        assertTrue(desk.said().contains("no release 1.6 is named"), desk.said());
        workshop.from = 8;
        desk.publishes(workshop.make(10));
        assertEquals(0, desk.press("drop", desk.repository, "1.9"), desk.said());
        assertFalse(desk.said().contains("below"), desk.said());
        assertEquals(0, desk.press("drop", desk.repository, "1.8"), desk.said());
        assertTrue(desk.said().contains("kiosks with a counter below 8"), desk.said());
    }

    @Test
    void nothing_goes_where_it_is_not_known_what_is_named_nor_what_is_somebody_elses() throws Exception {
        Path torn = Files.write(desk.repository.resolve("files").resolve("0".repeat(64) + ".new"), new byte[10]);
        Path photo = Files.write(desk.repository.resolve("files/photo.jpg"), new byte[10]);
        Path manifest = desk.repository.resolve("targets/ting/1.8/x86_64/" + Digest.sha256Hex(eight.text()) + ".MANIFEST");
        Files.delete(manifest);
        assertEquals(1, desk.press("prune", "--delete", desk.repository));
        assertTrue(desk.said().contains(".MANIFEST is missing") && desk.said().contains("nothing was deleted"), desk.said());
        assertTrue(Files.exists(torn));

        Files.write(manifest, eight.text());
        assertEquals(0, desk.press("prune", "--delete", desk.repository), desk.said());
        assertFalse(Files.exists(torn), "what was being written when it was cut short");
        assertTrue(Files.exists(photo) && desk.said().contains("files/photo.jpg is no part of a repository, and stays"), desk.said());
    }

    @Test
    void a_release_that_becomes_public_while_it_is_looked_through_is_named() throws Exception {
        assertEquals(0, desk.press("add", desk.repository, desk.release(workshop.make(10))), desk.said());
        assertEquals(0, desk.sign("targets", desk.targets), desk.said());
        // Here nobody is kept away, as by a tool on another machine that shares the disk.
        Pruning pruning = Pruning.of(new RepositoryFolder(desk.repository), () -> {
            publish();
            return clock.instant();
        });
        assertTrue(desk.said().contains("public: targets 3"), desk.said());
        assertTrue(pruning.isEmpty(), pruning::sum);
    }

    private void publish() {
        try {
            desk.publish(desk.online);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void while_one_is_at_work_whoever_signs_or_publishes_or_puts_in_is_told_to_try_again() throws Exception {
        assertEquals(0, desk.press("add", desk.repository, desk.release(workshop.make(10))), desk.said());
        Path draft = desk.repository.resolve("draft/targets.json");
        Path signer = Files.createDirectories(directory.resolve("signer/draft"));
        Path carried = Files.copy(draft, signer.resolve("targets.json"));
        Path work = Files.createDirectories(directory.resolve("work"));
        Path signature = Files.write(directory.resolve("signature"), new byte[64]);
        byte[] before = Files.readAllBytes(draft);
        try (FileChannel file = FileChannel.open(desk.repository.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE); FileLock held = file.lock()) {
            for (List<Object> words : List.<List<Object>>of(List.of("prune", "--delete", desk.repository), List.of("add", desk.repository),
                    List.of("drop", desk.repository, "1.8"), List.of("root", desk.repository), List.of("prepare", desk.repository, work),
                    List.of("finish", desk.repository, work), List.of("attach", draft, desk.pem(desk.targets), signature))) {
                assertEquals(1, desk.press(words.toArray()), "" + held);
                assertTrue(desk.said().contains("another ting repo is at work") && desk.said().contains("try again"), words + ": " + desk.said());
            }
            assertEquals(0, desk.press("show", desk.repository), desk.said());
            assertEquals(0, desk.sign(carried, desk.targets), "on another machine it is in nobody's way: " + desk.said());
            assertFalse(Files.exists(directory.resolve("signer/.lock")));
        }
        assertArrayEquals(before, Files.readAllBytes(draft));
        assertEquals(0, desk.sign("targets", desk.targets), desk.said());
        assertEquals(0, desk.publish(desk.online), desk.said());
        assertEquals(0, desk.press("prune", desk.repository), desk.said());
    }
}
