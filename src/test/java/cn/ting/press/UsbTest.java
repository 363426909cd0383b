package cn.ting.press;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.lives.LoopDisk;
import cn.ting.slots.Found;
import cn.ting.slots.Stick;
import cn.ting.slots.Workshop;
import cn.ting.tuf.Updater;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ting usb}: what it makes is what a kiosk takes, and what it could not finish is no stick. */
class UsbTest extends DeskCases {

    private Path stick;

    @BeforeEach
    void begin() throws Exception {
        stick = Files.createDirectories(directory.resolve("stick"));
        desk.begin();
        desk.publishes(eight);
        Updater.initialize(workshop.directory.resolve("tuf"), Files.readAllBytes(desk.repository.resolve("metadata/1.root.json")));
    }

    private Optional<Found> kiosk() throws Exception {
        return workshop.find(stick, Workshop.CABINET, clock.instant());
    }

    private Map<String, byte[]> all() throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(stick)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(stick.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return all;
    }

    @Test
    void a_file_that_the_repositorys_disk_has_damaged_is_mended_as_it_says_by_adding_its_release_anew() throws Exception {
        Path damaged = desk.repository.resolve("files").resolve(eight.manifest().files().get(0).sha256());
        byte[] bytes = Files.readAllBytes(damaged);
        byte[] other = bytes.clone();
        other[0] ^= 1;
        Files.write(damaged, other);
        assertEquals(1, desk.press("usb", "--directory", desk.repository, stick));
        assertTrue(desk.said().contains("add its release anew"), desk.said());
        assertEquals(0, desk.press("add", desk.repository, desk.release(eight)), desk.said());
        assertArrayEquals(bytes, Files.readAllBytes(damaged));
        assertEquals(0, desk.press("usb", "--directory", desk.repository, stick), desk.said());
        assertEquals(8, kiosk().orElseThrow().manifest().counter());
    }

    @Test
    void a_kiosk_takes_what_is_on_it_and_only_what_it_needs_is() throws Exception {
        desk.publishes(workshop.make(9));
        Files.writeString(stick.resolve("report.txt"), "of last week");
        assertEquals(0, desk.press("usb", "--directory", desk.repository, stick), desk.said());
        assertTrue(desk.said().contains("verified 100 %") && desk.said().contains("1.9 for x86_64 and park-24h, wall-mini: kiosks take it from this stick until "),
                desk.said());
        assertEquals(9, kiosk().orElseThrow().manifest().counter());
        assertTrue(Files.exists(stick.resolve("report.txt")));
        assertEquals(workshop.make(9).files().size(), all().keySet().stream().filter(path -> path.startsWith("files/")).count(), "none of 1.8 alone");

        Map<String, byte[]> before = all();
        assertEquals(0, desk.press("usb", "--directory", desk.repository, stick), desk.said());
        assertEquals(before.keySet(), all().keySet());
    }

    @Test
    void a_stick_that_was_not_finished_is_none() throws Exception {
        assertEquals(0, desk.press("usb", "--directory", desk.repository, stick));
        desk.publishes(workshop.make(9));
        Path lost;
        try (Stream<Path> files = Files.list(desk.repository.resolve("files"))) {
            lost = files.filter(file -> !Files.exists(stick.resolve("files").resolve(file.getFileName()))).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(lost);
        bytes[0] ^= 1;
        Files.write(lost, bytes);
        assertEquals(1, desk.press("usb", "--directory", desk.repository, stick));
        assertTrue(desk.said().contains("is not what it was when it was put in"), desk.said());
        assertEquals(Optional.empty(), Stick.name(stick), "neither the old nor the new");

        bytes[0] ^= 1;
        Files.write(lost, bytes);
        assertEquals(0, desk.press("usb", "--directory", desk.repository, stick), desk.said());
        assertEquals(9, kiosk().orElseThrow().manifest().counter());
    }

    @Test
    void what_no_kiosk_would_take_from_it_is_not_put_on_it() throws Exception {
        for (List<Object> words : List.<List<Object>>of(List.of("--release", "1.7"), List.of("--arch", "riscv64"))) {
            assertEquals(1, desk.press(Stream.concat(Stream.of("usb", "--directory", desk.repository, stick), words.stream()).toArray()));
            assertTrue(desk.said().contains("no kiosk would choose that; each takes the newest for its cabinet: ting/1.8/x86_64/MANIFEST"), desk.said());
        }
        clock.step(Duration.ofDays(181));
        assertEquals(0, desk.publish(desk.online), desk.said());
        assertEquals(1, desk.press("usb", "--directory", desk.repository, stick));
        assertTrue(desk.said().contains("could be carried on sticks until"), desk.said());
        desk.publishes(workshop.make(9), "--stick-days", "0");
        assertEquals(1, desk.press("usb", "--directory", desk.repository, stick));
        assertTrue(desk.said().contains("is never to be carried on sticks"), desk.said());
        assertEquals(Map.of(), all());
    }

    @Test
    void nothing_of_anybody_else_is_deleted_and_no_directory_is_taken_for_a_stick() throws Exception {
        assertEquals(1, desk.press("usb", desk.repository, stick));
        assertTrue(desk.said().contains("nothing is mounted at " + stick), desk.said());
        assertEquals(1, desk.press("usb", desk.repository, directory.resolve("none")));
        byte[] photo = {1, 2, 3};
        Files.write(Files.createDirectories(stick.resolve("files")).resolve("photo.jpg"), photo);
        assertEquals(1, desk.press("usb", "--directory", desk.repository, stick));
        assertTrue(desk.said().contains("files/photo.jpg on the stick is no part of a repository"), desk.said());
        assertArrayEquals(photo, Files.readAllBytes(stick.resolve("files/photo.jpg")));
        assertFalse(Files.exists(stick.resolve("metadata")));
    }

    @Test
    void a_repository_is_never_taken_for_the_stick_nor_one_in_the_other() throws Exception {
        desk.publishes(workshop.make(9));
        Path link = Files.createSymbolicLink(directory.resolve("link"), desk.repository);
        stick = desk.repository;
        Map<String, byte[]> before = all();
        for (Path place : List.of(desk.repository, link, directory, Files.createDirectories(desk.repository.resolve("files/stick")))) {
            assertEquals(1, desk.press("usb", "--directory", desk.repository, place));
            assertTrue(desk.said().startsWith("ting usb: stick and repository are one, or one lies in the other"), desk.said());
        }
        assertEquals(before.keySet(), all().keySet());
    }

    @Test
    void a_copy_of_a_whole_repository_with_patches_becomes_a_stick() throws Exception {
        Map<String, byte[]> files = new TreeMap<>(workshop.make(9).files());
        files.put("app/text", Workshop.bytes("a word ".repeat(10_000)));
        desk.publishes(workshop.make(9, files));
        new ProcessBuilder("cp", "-r", desk.repository + "/metadata", desk.repository + "/targets", desk.repository + "/files", stick.toString())
                .inheritIO().start().waitFor();
        assertTrue(all().keySet().stream().anyMatch(path -> path.endsWith(".PATCHES")), "" + all().keySet());
        assertEquals(0, desk.press("usb", "--directory", desk.repository, stick), desk.said());
        assertEquals(9, kiosk().orElseThrow().manifest().counter());
        assertFalse(all().keySet().stream().anyMatch(path -> path.endsWith(".PATCHES")), "a stick needs none");
    }

    @Test
    void a_stick_without_room_is_left_as_it_was_and_one_with_room_is_read_past_the_memory() throws Exception {
        try (LoopDisk disk = new LoopDisk(directory.resolve("disk"))) {
            stick = disk.place();
            Files.createDirectories(stick.resolve("lost+found"));
            Path full = Files.write(stick.resolve("full"), new byte[(int) Files.getFileStore(stick).getUsableSpace() - (256 << 10)]);
            assertEquals(1, desk.press("usb", desk.repository, stick));
            assertTrue(desk.said().contains("MiB are needed on the stick"), desk.said());
            assertFalse(Files.exists(stick.resolve("metadata")));
            Files.delete(full);
            assertEquals(0, desk.press("usb", desk.repository, stick), desk.said());
            assertEquals(8, kiosk().orElseThrow().manifest().counter());
        }
    }

    @Test
    void a_stick_that_is_full_of_a_release_of_last_month_is_made_room_on() throws Exception {
        try (LoopDisk disk = new LoopDisk(directory.resolve("disk"))) {
            stick = disk.place();
            assertEquals(0, desk.press("usb", desk.repository, stick), desk.said());
            Path old = stick.resolve("files").resolve("0".repeat(64));
            StickFormatTest.fill(old);
            desk.publishes(workshop.make(9));
            assertEquals(0, desk.press("usb", desk.repository, stick), desk.said());
            assertEquals(9, kiosk().orElseThrow().manifest().counter());
            assertFalse(Files.exists(old));
        }
    }

    @Test
    void each_word_says_what_it_is_for() {
        for (List<Object> words : List.<List<Object>>of(List.of("--help"), List.of("usb", "--help"), List.of("root", "-h"), List.of("add", "--help"), List.of("drop", "--help"), List.of("prune", "-h"), List.of("show", "--help"))) {
            assertEquals(0, desk.press(words.toArray()));
            assertTrue(desk.said().startsWith("Usage: ting " + (words.get(0).equals("usb") ? "usb" : "repo")), desk.said());
            assertFalse(desk.said().contains("attach"), "the script's own words are nobody else's");
        }
        assertEquals(2, desk.press("usb", desk.repository));
        assertTrue(desk.said().contains("Missing required parameter: 'STICK'"), desk.said());
    }
}
