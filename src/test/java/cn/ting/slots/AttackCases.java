package cn.ting.slots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.seal.Digest;
import cn.ting.slots.Workshop.Made;
import cn.ting.tuf.TufException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a kiosk on which 7 is committed, and a stick with 8 that somebody spoils; whatever it is, 7 stays committed. */
abstract class AttackCases {

    static final Instant NOW = Instant.parse("2026-09-28T01:30:00Z");

    @TempDir
    Path directory;

    Workshop workshop;
    Made seven;
    Made eight;

    @BeforeEach
    final void begin() throws Exception {
        workshop = new Workshop(directory, NOW);
        seven = workshop.make(7);
        eight = workshop.make(8);
        workshop.commit(seven, "a");
    }

    @AfterEach
    final void seven_is_still_committed_and_whole() throws Exception {
        Slots slots = workshop.slots(new Disk());
        SlotCheck.check(slots, slots.committed().orElseThrow(), workshop.key());
        assertEquals(7, slots.committed().orElseThrow().counter());
        assertTrue(slots.trial().isEmpty());
    }

    interface Deed {
        Object run() throws Exception;
    }

    final Path stickOfEight() throws IOException {
        workshop.offer(eight);
        return workshop.stick("stick", eight);
    }

    final String install(Path stick, Instant now) throws Exception {
        return install(stick, now, Optional.of(now));
    }

    final String install(Path stick, Instant now, Optional<Instant> right) throws Exception {
        return code(() -> {
            Optional<Found> found = workshop.find(stick, Workshop.CABINET, now, right);
            return new Installer(workshop.slots(new Disk()), workshop.key(), 0)
                    .install(found.orElseThrow().text(), found.get().signature(), Stick.open(stick).files());
        });
    }

    static String code(Deed deed) throws Exception {
        try {
            deed.run();
            return "done";
        } catch (SlotsException refused) {
            return refused.why().code();
        } catch (TufException refused) {
            return refused.why().code();
        }
    }

    static String sum(byte[] bytes) {
        return Digest.sha256Hex(bytes);
    }
}
