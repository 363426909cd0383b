package cn.ting.ota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.seal.Digest;
import cn.ting.slots.Disk;
import cn.ting.slots.Workshop;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a technician's stick that cannot be read, is pulled and put in again, or brings what the platform names too. */
class StickWayTest extends ServedCases {

    @Test
    void what_is_refused_is_told_once_and_looked_at_again_when_the_stick_is_put_in_again() throws Exception {
        rig.plugIn(eight);
        Workshop.deleteAll(rig.directory.resolve("stick/files"));
        rig.life.goOn();
        rig.start();
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "refused 1.8 ota.missing"), rig.life.told());
        assertTrue(rig.life.conditions.has(OtaFault.REFUSED));

        Workshop.deleteAll(rig.directory.resolve("stick"));
        rig.life.goOn();
        rig.plugIn(eight);
        rig.life.goOn();
        assertEquals(Optional.of(0), rig.life.ended);
    }

    /** Without end, or a link that would lead somewhere. */
    @ParameterizedTest
    @CsvSource({"true, ota.too-long", "false, ota.link"})
    void a_stick_whose_first_file_cannot_be_one_is_told_once_and_not_passed_over(boolean endless, String cause) throws Exception {
        Path timestamp = Files.createDirectories(directory.resolve("stick/metadata")).resolve("timestamp.json");
        if (endless) {
            Files.write(timestamp, new byte[100_000]);
        } else {
            Files.createSymbolicLink(timestamp, directory.resolve("root.json"));
        }
        rig.life.goOn();
        rig.start();
        rig.life.goOn();
        assertEquals(List.of("refused  " + cause), rig.life.told());
        Workshop.deleteAll(directory.resolve("stick"));
        rig.life.goOn();
        rig.plugIn(rig.workshop.make(8));
        rig.life.goOn();
        assertEquals(Optional.of(0), rig.life.ended);
    }

    @Test
    void a_stick_that_is_taken_out_too_early_is_gone_on_with() throws Exception {
        rig.plugIn(eight);
        Path jar = rig.directory.resolve("stick/files").resolve(eight.manifest().files().get(1).sha256());
        byte[] bytes = Files.readAllBytes(jar);
        Files.delete(jar);
        Files.createDirectory(jar);
        rig.life.look();
        assertEquals(List.of("offered 1.8"), rig.life.told());
        Files.delete(jar);
        Files.write(jar, bytes);
        rig.life.goOn();
        rig.start();
        rig.clock.step(Duration.ofMinutes(1));
        rig.life.goOn();
        assertTrue(rig.life.told().contains("committed 1.8"), rig.life.told().toString());
    }

    /** The stick's, or this machine's. */
    @ParameterizedTest
    @CsvSource({"true, ota.unreadable", "false, ota.disk"})
    void what_cannot_be_read_of_a_stick_or_be_written_here_is_given_up_in_a_minute_and_told_as_what_it_is(boolean ofStick, String cause) throws Exception {
        rig.plugIn(eight);
        if (ofStick) {
            Path jar = rig.directory.resolve("stick/files").resolve(Digest.sha256Hex(eight.files().get("app/ting.jar")));
            Files.delete(jar);
            Files.createDirectory(jar);
        } else {
            rig.disk = new Disk() {
                @Override
                protected FileChannel open(Path file) throws IOException {
                    if (file.endsWith("app/ting.jar")) {
                        throw new IOException("Input/output error");
                    }
                    return super.open(file);
                }
            };
            rig.start();
        }
        rig.life.look();
        assertEquals(!ofStick, rig.life.conditions.has(OtaFault.SLOTS));
        for (int look = 0; look < 20; look++) {
            rig.life.look();
        }
        assertEquals(List.of("offered 1.8", "refused 1.8 " + cause), rig.life.told());
        assertEquals(List.of(OtaFault.REFUSED), rig.life.conditions.present().stream().map(one -> one.fault()).toList());
    }

    /** Its name is known, for it was looked at before; what it brings comes once the ledger takes a word again. */
    @Test
    void a_stick_that_was_put_in_again_is_gone_on_with_though_the_ledger_took_no_word_in_the_midst_of_it() throws Exception {
        Path stick = rig.workshop.stick("stick", eight);
        Path files = Files.move(stick.resolve("files"), directory.resolve("files"));
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "refused 1.8 ota.missing"), rig.life.told());
        Path pocket = Files.move(stick, directory.resolve("pocket"));
        rig.life.look();
        Files.move(files, pocket.resolve("files"));
        Files.move(pocket, stick);
        rig.life.ledger.write(tx -> tx.prepare("CREATE TRIGGER mute BEFORE INSERT ON ota_step BEGIN SELECT RAISE(ABORT, 'no word'); END").executeUpdate());
        rig.life.goOn();
        rig.life.ledger.write(tx -> tx.prepare("DROP TRIGGER mute").executeUpdate());
        rig.life.goOn();
        assertEquals(Optional.of(0), rig.life.ended, rig.life.told().toString());
    }

    /** What comes over a network makes way for a stick until that was looked at to its end. */
    @Test
    void a_stick_on_which_this_program_breaks_is_given_up_in_a_minute_and_told_and_keeps_nothing_else_from_coming() throws Exception {
        AtomicBoolean breaks = new AtomicBoolean(true);
        rig.disk = new Disk() {
            @Override
            protected void make(Path directory) throws IOException {
                if (breaks.get()) {
                    throw new IllegalStateException("our own");
                }
                super.make(directory);
            }
        };
        rig.start();
        rig.workshop.stick("stick", eight);
        rig.life.look();
        assertTrue(rig.life.conditions.has(OtaFault.BROKEN));
        for (int look = 0; look < 20; look++) {
            rig.life.look();
        }
        assertEquals(List.of("offered 1.8", "refused 1.8 ota.broken"), rig.life.told());
        assertFalse(rig.life.conditions.has(OtaFault.BROKEN), "the refusal says so");
        breaks.set(false);
        instruct(1);
        rig.life.goOn();
        assertEquals("fetched 1.8", rig.life.told().get(rig.life.told().size() - 1));
    }

    /** In whatever process: while one runs, and where it was pulled as the one before ended. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_stick_that_is_pulled_for_good_in_the_midst_of_it_is_given_up_and_told(boolean startsAnew) throws Exception {
        rig.disk = new Disk() {
            @Override
            protected FileChannel open(Path file) throws IOException {
                if (file.endsWith("app/ting.jar")) {
                    throw new IOException("Input/output error");
                }
                return super.open(file);
            }
        };
        rig.start();
        rig.plugIn(eight);
        rig.life.look();
        Workshop.deleteAll(rig.directory.resolve("stick"));
        if (startsAnew) {
            rig.start();
        }
        rig.life.look();
        rig.clock.step(Duration.ofMinutes(9));
        rig.life.look();
        assertEquals(List.of("offered 1.8"), rig.life.told(), "it may be put in again");
        rig.clock.step(Duration.ofMinutes(1));
        rig.life.look();
        assertEquals(List.of("offered 1.8", "refused 1.8 ota.stick-gone"), rig.life.told());
        assertTrue(rig.life.conditions.has(OtaFault.REFUSED));
    }

    /** What the platform named waits for the night; a stick with the same one begins to bring it, and is pulled out. */
    @Test
    void a_stick_that_comes_to_no_end_with_what_waits_loses_nothing_of_what_the_platform_named() throws Exception {
        AtomicBoolean failing = new AtomicBoolean();
        rig.disk = new Disk() {
            @Override
            protected FileChannel open(Path file) throws IOException {
                if (failing.get() && file.endsWith("MANIFEST")) {
                    throw new IOException("Input/output error");
                }
                return super.open(file);
            }
        };
        rig.start();
        instruct(1);
        rig.life.goOn();
        failing.set(true);
        Path stick = rig.workshop.stick("stick", eight);
        rig.life.goOn();
        assertEquals(Optional.empty(), rig.life.ended);
        failing.set(false);
        Workshop.deleteAll(stick);
        rig.start();
        instruct(1);
        rig.clock.step(Duration.ofHours(17));
        rig.life.goOn();
        assertEquals(Optional.of(0), rig.life.ended);
        assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life.told());
    }

    @Test
    void what_a_stick_brought_in_the_platforms_place_and_was_taken_back_is_not_fetched_again() throws Exception {
        instruct(1);
        rig.life.goOn();
        rig.workshop.stick("stick", eight);
        goesOnTriesAndTakesBack();
        assertEquals(OtaRig.told("reverted 1.8 ota.hung"), rig.life.told());
    }
}
