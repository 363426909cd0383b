package cn.ting.slots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.slots.Workshop.Made;
import cn.ting.tuf.Pen;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What somebody can do to a release on its way into a slot by a stick: each is refused with its own code, and 7 stays committed. */
class AttackTest extends AttackCases {

    @Test
    void a_good_release_stands_in_the_free_slot_whole() throws Exception {
        workshop.offer(eight);
        assertEquals("done", install(workshop.stick("stick", eight), NOW));

        Slots slots = workshop.slots(new Disk());
        assertEquals(8, SlotCheck.check(slots, eight.manifest().in("b"), workshop.key()).counter());
    }

    @Test
    void only_what_is_not_here_yet_must_be_on_the_stick() throws Exception {
        Path stick = stickOfEight();
        Files.delete(stick.resolve("files").resolve(sum(seven.files().get("runtime/lib/modules"))));
        assertEquals("done", install(stick, NOW));
    }

    @Test
    void arbitrary_software() throws Exception {
        Made forged = new Made(eight.text(), foreignSignature(eight.text()), 8, eight.files());
        workshop.offer(forged);
        assertEquals("ota.unsigned", install(workshop.stick("stick", forged), NOW), "the repository was taken, the release key was not");
        for (String key : List.of("no key", "no key".repeat(1000))) {
            Files.writeString(directory.resolve("release.pem"), key);
            assertEquals("ota.key", install(directory.resolve("stick"), NOW));
        }
        workshop = new Workshop(Files.createDirectory(directory.resolve("theirs")), NOW);
        workshop.offer(workshop.make(9));
        Path theirs = workshop.stick("stick", workshop.make(9));
        begin();
        assertEquals("tuf.unsigned", install(theirs, NOW), "another's root");
    }

    @Test
    void rollback_and_replay() throws Exception {
        workshop.offer(eight);
        Path old = workshop.stick("old", eight);
        workshop.offer(workshop.make(9));
        assertTrue(workshop.find(workshop.stick("new", workshop.make(9)), Workshop.CABINET, NOW).isPresent());
        assertEquals("tuf.behind", install(old, NOW), "older metadata than was seen");

        workshop.repository.artifacts.clear();
        workshop.offer(workshop.make(6));
        assertEquals("ota.rollback", install(workshop.stick("stick", workshop.make(6)), NOW), "signed anew, but an older release");
        workshop.offer(seven);
        assertTrue(workshop.find(workshop.stick("same", seven), Workshop.CABINET, NOW).isEmpty(), "what is committed is not installed again");
    }

    @Test
    void stale_usb_stick() throws Exception {
        Path stick = stickOfEight();
        assertEquals("ota.stick-stale", install(stick, NOW.plus(Duration.ofDays(181))));
        assertEquals("done", install(stick, NOW.plus(Duration.ofDays(179))), "carried for longer than its timestamp holds");
    }

    @Test
    void wrong_clock_both_ways() throws Exception {
        Path stick = stickOfEight();
        assertEquals("ota.stick-undated", install(stick, NOW.minus(Duration.ofDays(400))), "made in the future of a clock that is right");
        assertEquals("ota.stick-undated", install(stick, NOW, Optional.of(NOW.minus(Duration.ofDays(400)))), "whatever else was signed ahead of it");
        assertEquals("ota.stick-stale", install(stick, NOW.plus(Duration.ofDays(181)), Optional.empty()), "something newer was signed");
        assertEquals("ota.stick-stale", install(stick, NOW.plus(Duration.ofDays(9_000)), Optional.empty()), "a clock that was set forth");
        assertEquals("done", install(stick, Instant.EPOCH, Optional.empty()), "a clock that forgot the time serves all the same");
    }

    @Test
    void freeze_by_metadata_that_had_expired_when_the_stick_was_made() throws Exception {
        workshop.repository.made = NOW.plus(Duration.ofDays(31));
        workshop.offer(eight);
        assertEquals("tuf.expired", install(workshop.stick("stick", eight), NOW.plus(Duration.ofDays(31))));
    }

    @Test
    void a_stick_that_does_not_say_when_it_was_made() throws Exception {
        workshop.offer(eight);
        workshop.repository.forge("timestamp.json", signed -> signed.remove("made"));
        assertEquals("ota.stick-undated", install(workshop.stick("stick", eight), NOW));
        workshop.repository.forge("timestamp.json", signed -> signed.put("made", NOW.toString().replace("09-28", "09-27")));
        assertEquals("tuf.unsigned", install(workshop.stick("stick", eight), NOW), "its moment is signed");
    }

    @Test
    void fast_forward() throws Exception {
        workshop.repository.versions.put("snapshot", 1_000_000L);
        workshop.repository.pens.put("snapshot", List.of(Pen.ed25519()));
        workshop.offer(eight);
        assertEquals("tuf.unsigned", install(workshop.stick("stick", eight), NOW));
    }

    @Test
    void keys_below_their_threshold() throws Exception {
        workshop.repository.thresholds.put("targets", 2);
        workshop.repository.listed.get("targets").add(Pen.ecdsa());
        workshop.repository.publishRoot();
        workshop.offer(eight);
        assertEquals("tuf.too-few-keys", install(workshop.stick("stick", eight), NOW));
    }

    @Test
    void endless_data() throws Exception {
        Path stick = stickOfEight();
        Files.write(file(stick, "app/ting.jar"), new byte[1024 * 1024]);
        assertEquals("ota.too-long", install(stick, NOW));
        Files.write(file(stick, "app/ting.jar"), new byte[1]);
        assertEquals("ota.too-short", install(stick, NOW));
        Files.write(stick.resolve("metadata/timestamp.json"), new byte[1024 * 1024]);
        assertEquals("ota.too-long", install(stick, NOW));
    }

    @Test
    void tampered_file_and_partial_bundle() throws Exception {
        Path stick = stickOfEight();
        Files.write(file(stick, "app/ting.jar"), Workshop.bytes("RELEASE 8"));
        assertEquals("ota.changed", install(stick, NOW));
        Files.delete(file(stick, "app/ting.jar"));
        assertEquals("ota.missing", install(stick, NOW));
        Files.delete(stick.resolve("targets").resolve("ting/1.8/x86_64").resolve(sum(eight.signature()) + ".MANIFEST.sig"));
        assertEquals("tuf.unreachable", install(stick, NOW));
    }

    @Test
    void mix_and_match() throws Exception {
        Made nine = workshop.make(9);
        workshop.offer(eight);
        workshop.repository.artifacts.put(eight.target("x86_64"), nine.text());
        workshop.repository.artifacts.put(eight.target("x86_64") + ".sig", nine.signature());
        workshop.repository.publish();
        assertEquals("ota.mixed", install(workshop.stick("stick", nine), NOW));
        workshop.repository.artifacts.put(eight.target("x86_64") + ".sig", eight.signature());
        workshop.repository.publish();
        assertEquals("ota.unsigned", install(workshop.stick("other", nine), NOW), "one's manifest, the other's signature");
    }

    @Test
    void other_model_or_architecture_and_too_far_a_step() throws Exception {
        Path stick = stickOfEight();
        assertEquals("ota.model", code(() -> workshop.find(stick, new Cabinet("community-desk", "x86_64"), NOW)));
        assertEquals("ota.arch", code(() -> workshop.find(stick, new Cabinet("park-24h", "aarch64"), NOW)));
        workshop.from = 8;
        workshop.offer(workshop.make(9));
        assertEquals("ota.from", install(workshop.stick("far", workshop.make(9)), NOW));
        ((ObjectNode) workshop.repository.customs.get(eight.target("x86_64"))).put("counter", 0);
        workshop.repository.publish();
        assertEquals("ota.offer", install(workshop.stick("odd", eight), NOW));
        workshop.repository.artifacts.clear();
        workshop.repository.publish();
        assertEquals("ota.no-release", install(workshop.stick("none", eight), NOW));
    }

    @Test
    void a_stick_of_files_without_end_is_refused_before_they_fill_the_memory() throws Exception {
        Path stick = workshop.stick("stick", eight);
        assertEquals(SlotsException.Why.EXTRA, assertThrows(SlotsException.class, () -> Stick.open(stick, 3)).why());
        assertEquals(2, SlotCheck.all(stick.resolve("files"), 2).size(), "no more than was asked for is kept");
    }

    @Test
    void path_and_link_escape_from_the_stick_leads_nowhere() throws Exception {
        Path stick = stickOfEight();
        Path jar = file(stick, "app/ting.jar");
        Files.move(jar, directory.resolve("elsewhere"));
        Files.createSymbolicLink(jar, directory.resolve("elsewhere"));
        assertEquals("ota.link", install(stick, NOW));
        Stick opened = Stick.open(workshop.stick("whole", eight));
        Files.createSymbolicLink(directory.resolve("whole/files/more"), directory.resolve("elsewhere"));
        assertThrows(IOException.class, () -> opened.files().open("more"), "not even one made after it was looked through");
        assertThrows(IOException.class, () -> opened.files().open("..%2F..%2Felsewhere"));
        assertThrows(IOException.class, () -> opened.files().open("../metadata/timestamp.json"));
    }

    private Path file(Path stick, String path) {
        return stick.resolve("files").resolve(sum(eight.files().get(path)));
    }

    private static byte[] foreignSignature(byte[] bytes) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        signature.update(bytes);
        return signature.sign();
    }
}
