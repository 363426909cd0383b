package cn.ting.ota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.http.PlayedServer;
import cn.ting.patch.PatchList;
import cn.ting.seal.Digest;
import cn.ting.slots.Disk;
import cn.ting.slots.Installer;
import cn.ting.slots.SlotsException;
import cn.ting.slots.Workshop;
import cn.ting.slots.Workshop.Made;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A large file that changed a little: it comes as a patch, and whatever is wrong with that, it comes all the same. */
@Timeout(120)
class PatchedWayTest extends PatchedCases {

    @Test
    void a_patch_travels_in_the_place_of_the_file_and_is_gone_afterwards() throws Exception {
        follow(1);
        assertFetched();
        assertEquals(List.of(patch), asked(ARCHIVE));
        assertTrue(Files.size(desk.repository.resolve("files").resolve(patch)) < 3000, "of 100 kB");
        try (Stream<Path> left = Files.list(directory.resolve("slots/fetching"))) {
            assertEquals(0, left.count());
        }
    }

    /** To make a file of it is a second of the processor. */
    @Test
    void a_patch_that_is_here_waits_until_nobody_is_served() throws Exception {
        List<Boolean> applied = new ArrayList<>();
        rig.life.serving = () -> {
            if (isHere(patch)) {
                applied.add(isHere(sum(ARCHIVE)));
            }
            return false;
        };
        follow(1);
        assertFetched();
        assertEquals(List.of(false), applied);
    }

    @Test
    void a_patch_that_makes_way_before_it_is_used_is_not_fetched_again() throws Exception {
        rig.plugInJunk("1");
        Path pocket = Files.move(directory.resolve("stick"), directory.resolve("pocket"));
        rig.life.serving = () -> isHere(patch) && pocket.toFile().renameTo(directory.resolve("stick").toFile()) && false;
        follow(1);
        assertEquals(List.of("offered 1.8", "refused  ota.stick-undated", "fetched 1.8"), rig.life.told());
        assertEquals(List.of(patch), asked(ARCHIVE));
    }

    @Test
    void what_a_kiosk_has_no_older_one_of_travels_packed() throws Exception {
        rig.workshop.commit(rig.workshop.make(7), "a");
        follow(1);
        assertFetched();
        assertEquals(List.of(packed), asked(ARCHIVE));
    }

    @Test
    void one_that_a_mirror_altered_or_made_longer_costs_no_more_than_itself() throws Exception {
        byte[] good = Files.readAllBytes(desk.repository.resolve("files").resolve(patch));
        byte[] other = good.clone();
        other[good.length / 2] ^= 1;
        server.lies.put(patch, other);
        server.lies.put(packed, new byte[1_000_000]);
        follow(1);
        assertFetched();
        assertEquals(List.of(patch, packed, sum(ARCHIVE)), asked(ARCHIVE));
    }

    @Test
    void one_that_the_server_has_not_or_denies_is_done_without() throws Exception {
        server.statuses.put(patch, 404);
        server.statuses.put(packed, 403);
        follow(1);
        assertFetched();
        assertEquals(List.of(patch, packed, sum(ARCHIVE)), asked(ARCHIVE));
    }

    @Test
    void an_old_file_that_the_disk_forgot_leads_to_another_way() throws Exception {
        byte[] archive = Files.readAllBytes(directory.resolve("slots/a").resolve(ARCHIVE));
        archive[100] ^= 1;
        Files.write(directory.resolve("slots/a").resolve(ARCHIVE), archive);
        follow(1);
        assertFetched();
        assertEquals(List.of(patch, packed), asked(ARCHIVE));
    }

    @Test
    void a_list_that_was_altered_or_is_missing_is_done_without() throws Exception {
        server.statuses.put("PATCHES", 404);
        follow(1);
        assertFetched();
        assertEquals(List.of(sum(ARCHIVE)), asked(ARCHIVE));
    }

    @Test
    void a_patch_that_broke_off_is_gone_on_with_by_the_next_process() throws Exception {
        server.breaks.put(patch, 100);
        hear(1);
        rig.life.look();
        rig.start();
        follow(1);
        assertFetched();
        assertEquals(List.of(patch, patch + " bytes=100-"), asked(ARCHIVE));
    }

    @Test
    void a_process_that_was_killed_before_it_was_applied_leaves_it_to_the_next() throws Exception {
        Path fetching = Files.createDirectories(directory.resolve("slots/fetching"));
        Files.copy(desk.repository.resolve("files").resolve(patch), fetching.resolve(patch));
        Files.write(fetching.resolve(sum(ARCHIVE) + ".made"), new byte[5000]);
        follow(1);
        assertFetched();
        assertEquals(List.of(), asked(ARCHIVE));
        assertFalse(Files.exists(fetching.resolve(sum(ARCHIVE) + ".made")));
    }

    @Test
    void a_patch_that_breaks_off_for_ever_refuses_no_release() throws Exception {
        hear(1);
        for (int hour = 0; hour < 24 && !rig.life.told().contains("fetched 1.8"); hour++) {
            // Never to its end, and never on from where it broke off.
            Files.deleteIfExists(directory.resolve("slots/fetching").resolve(patch + ".part"));
            server.breaks.put(patch, 10);
            rig.clock.step(Duration.ofHours(1));
            rig.life.look();
        }
        assertFetched();
        List<String> asked = asked(ARCHIVE);
        assertEquals(sum(ARCHIVE), asked.get(asked.size() - 1));
        assertEquals(WebRoad.MOST_PATCH_TRIES + 1, asked.size());
    }

    @Test
    void signed_patches_that_lead_nowhere_or_for_ever_or_to_another_file_are_done_without() throws Exception {
        String from = Digest.sha256Hex(made(7).files().get(ARCHIVE));
        Made nine = made(9);
        List<byte[]> bad = List.of("no patch".getBytes(StandardCharsets.US_ASCII), Files.readAllBytes(desk.repository.resolve("files").resolve(patch)),
                new byte[500]);
        StringBuilder list = new StringBuilder("# ting-patches 1\n");
        rig.workshop.offer(nine);
        for (byte[] one : bad) {
            list.append(from).append(' ').append(Digest.sha256Hex(nine.files().get(ARCHIVE))).append(' ').append(Digest.sha256Hex(one)).append(' ')
                    .append(one.length).append('\n');
        }
        rig.workshop.repository.artifacts.put(nine.target("x86_64").replace("MANIFEST", "PATCHES"), list.toString().getBytes(StandardCharsets.US_ASCII));
        rig.workshop.repository.publish();
        Files.write(directory.resolve("root.json"), rig.workshop.repository.firstRoot());
        Path served = rig.workshop.stick("served", nine);
        for (byte[] one : bad) {
            Files.write(served.resolve("files").resolve(Digest.sha256Hex(one)), one);
        }
        try (PlayedServer theirs = new PlayedServer(served)) {
            rig.life.hear(new ReleaseDocument(1, theirs.base(), nine.target("x86_64")));
            rig.life.goOn();
            assertEquals(List.of("offered 1.9", "fetched 1.9"), rig.life.told());
            assertEquals(bad.size() + 3, theirs.asked.size(), "each of them, and three files: " + theirs.asked);
        }
    }

    @Test
    void room_is_asked_for_before_the_first_byte_for_whole_files_and_a_patch_beside_them() throws Exception {
        Installer installer = new Installer(rig.workshop.slots(new Disk()), rig.workshop.key(), 0);
        PatchList.Patch endless = new PatchList.Patch(Optional.empty(), sum(ARCHIVE), sum("bin/ting"), Long.MAX_VALUE / 2);
        assertEquals(4, installer.missing(eight.manifest(), PatchList.NONE, directory).size());
        SlotsException full = assertThrows(SlotsException.class, () -> installer.missing(eight.manifest(), new PatchList(List.of(endless)), directory));
        assertEquals("ota.full", full.why().code());
    }

    /** What lies there already takes its room once, and what is of no use none. */
    @Test
    void a_disk_with_just_enough_room_is_not_full_for_what_came_before_a_break_or_is_left_of_another_release() throws Exception {
        Made big = rig.workshop.make(10, new TreeMap<>(Map.of("bin/ting", Workshop.bytes("#!/bin/sh"), "app/ting.jar", new byte[100_000])));
        rig.workshop.offer(big);
        Files.write(directory.resolve("root.json"), rig.workshop.repository.firstRoot());
        Path fetching = Files.createDirectories(directory.resolve("slots/fetching"));
        Files.write(fetching.resolve("ab".repeat(32)), new byte[30_000]);
        rig.disk = new Disk() {
            @Override
            public long usable(Path where) throws IOException {
                try (Stream<Path> all = Files.list(fetching)) {
                    return 205_000 - all.mapToLong(file -> file.toFile().length()).sum();
                }
            }
        };
        rig.start();
        try (PlayedServer of = new PlayedServer(rig.workshop.stick("big", big))) {
            String jar = Digest.sha256Hex(new byte[100_000]);
            of.breaks.put(jar, 60_000);
            rig.life.hear(new ReleaseDocument(1, of.base(), big.target("x86_64")));
            rig.life.look();
            assertEquals(List.of("offered 1.10"), rig.life.told());
            rig.clock.step(Duration.ofHours(1));
            rig.life.look();
            assertEquals(List.of("offered 1.10", "fetched 1.10"), rig.life.told());
            assertTrue(of.asked.contains(jar + " bytes=60000-"), of.asked.toString());
        }
    }

    @Test
    void a_stick_needs_none() throws Exception {
        for (String line : list()) {
            Files.deleteIfExists(desk.repository.resolve("files").resolve(line.split(" ")[2]));
        }
        Files.move(desk.repository, directory.resolve("stick"));
        rig.life.goOn();
        assertFetched();
    }

    @Test
    void what_was_made_is_not_made_again_and_the_list_is_signed_with_the_rest() throws Exception {
        List<String> before = list();
        desk.press("add", desk.repository, desk.release(eight));
        assertTrue(desk.said().contains("/PATCHES "), desk.said());
        assertEquals(before, list());
        assertEquals(1, desk.press("add", desk.repository, desk.release(eight), "--patches", "11"));
    }
}
