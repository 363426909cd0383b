package cn.ting.slots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What somebody can do to the slots and to the small files beside them, before a release comes and while it waits: each is found, by a code of its own. */
class SlotAttackTest extends AttackCases {

    @Test
    void extraneous_files_in_the_free_slot_are_cleared_away_and_links_not_followed() throws Exception {
        workshop.offer(eight);
        Path outside = Files.createDirectories(directory.resolve("outside"));
        Files.writeString(outside.resolve("ting.jar"), "not to be touched");
        Path b = Files.createDirectories(directory.resolve("slots/b"));
        Files.createSymbolicLink(b.resolve("app"), outside);
        Files.createDirectories(b.resolve("bin/ting"));
        Files.writeString(b.resolve("bin/more"), "extraneous");
        assertEquals("done", install(workshop.stick("stick", eight), NOW));
        assertEquals("not to be touched", Files.readString(outside.resolve("ting.jar")));
    }

    @Test
    void change_between_verification_and_use() throws Exception {
        workshop.offer(eight);
        assertEquals("done", install(workshop.stick("stick", eight), NOW));
        Path b = directory.resolve("slots/b");
        byte[] jar = Files.readAllBytes(b.resolve("app/ting.jar"));
        assertEquals("ota.mark", changed(() -> Files.write(b.resolve("app/ting.jar"), jar)), "a jar's time of change");
        Files.setLastModifiedTime(b.resolve("app/ting.jar"), FileTime.from(Instant.ofEpochSecond(Workshop.EPOCH)));
        assertEquals("ota.extra", changed(() -> Files.writeString(b.resolve("app/lib/zz.jar"), "more")));
        Files.delete(b.resolve("app/lib/zz.jar"));
        assertEquals("ota.link", changed(() -> Files.createSymbolicLink(b.resolve("app/zz"), b)));
        Files.delete(b.resolve("app/zz"));
        assertEquals("ota.missing", changed(() -> Files.deleteIfExists(b.resolve("app/lib/more@2.jar"))));
        assertEquals("ota.changed", changed(() -> Files.write(b.resolve("MANIFEST"), seven.text())));
        assertEquals("ota.too-long", changed(() -> Files.write(b.resolve("MANIFEST"), new byte[Manifest.MOST_BYTES + 1])));
        Files.delete(b.resolve("MANIFEST"));
        assertEquals("ota.link", changed(() -> Files.createSymbolicLink(b.resolve("MANIFEST"), directory.resolve("slots/a/MANIFEST"))));
    }

    @Test
    void tampered_pointers() throws Exception {
        Slots slots = workshop.slots(new Disk());
        for (String hostile : List.of("", "\n", "c " + "0".repeat(64) + " 8 1.8\n", "b x 8 1.8\n", "a b\0c\n", "x".repeat(600),
                seven.manifest().in("b").line(), seven.manifest().in("b").line() + "\nmore\n")) {
            Files.writeString(directory.resolve("slots/trial"), hostile);
            assertEquals("ota.pointer", code(slots::trial), hostile);
        }
        Files.delete(directory.resolve("slots/trial"));
        Files.createSymbolicLink(directory.resolve("slots/trial"), Path.of("/dev/zero"));
        assertEquals("ota.pointer", code(slots::trial));
        Files.delete(directory.resolve("slots/trial"));
        Files.writeString(directory.resolve("slots/outcomes"), "garbage\n1 x reverted ota.exited 1.8\n2 y rever");
        assertEquals(List.of(new Outcome(1, "x", "reverted", "ota.exited", "1.8")), slots.outcomes());
    }

    @Test
    void too_little_room_is_told_before_the_first_byte() throws Exception {
        workshop.offer(eight);
        Found found = workshop.find(workshop.stick("stick", eight), Workshop.CABINET, NOW).orElseThrow();
        Installer installer = new Installer(workshop.slots(new Disk()), workshop.key(), Long.MAX_VALUE / 4);
        assertEquals("ota.full", code(() -> installer.install(found.text(), found.signature(), Stick.open(directory.resolve("stick")).files())));
        assertTrue(Files.notExists(directory.resolve("slots/b")));
    }

    private String changed(Deed act) throws Exception {
        act.run();
        return code(() -> SlotCheck.check(workshop.slots(new Disk()), eight.manifest().in("b"), workshop.key()));
    }
}
