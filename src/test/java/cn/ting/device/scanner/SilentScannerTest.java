package cn.ting.device.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.Device.GoneException;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.settings.Section;
import cn.ting.time.SteppedClock;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A module that dies while its adapter stays in its port, so that no line breaks. */
class SilentScannerTest {

    private static final int MOST_READS = 2_000;

    private final SteppedClock clock = new SteppedClock();
    private final DeviceStatus status = new DeviceStatus("scanner", clock, () -> { });
    private final Conditions conditions = new Conditions(clock);
    private final SerialScanner scanner = new SerialScanner(new DevicePlace("scanner", Section.empty(), clock, status, conditions),
            new SerialScannerSettings(ScannerModule.NEWLAND, Duration.ofMillis(50), Duration.ofSeconds(4)));

    @Test
    void isMissedWhileItRests() {
        Module module = new Module(3);
        assertThrows(GoneException.class, () -> scanner.serve(module));
        assertEquals(5, module.commands, "one answer may be lost");
        assertEquals(DeviceState.READY, status.now().state(), "the inventory says what it is now");
    }

    /** A module that looks already may say nothing to being told so again. */
    @Test
    void isNotHeldToAnAnswerWhileItLooks() {
        scanner.wanted(true);
        Module module = new Module(2);
        assertThrows(LineClosedException.class, () -> scanner.serve(module));
        assertTrue(module.commands > 10);
    }

    /** What its manual says of answers may be wrong: it reads all the same. */
    @Test
    void isNotMissedWhereItNeverAnswered() {
        scanner.wanted(true);
        Module module = new Module(0);
        assertThrows(LineClosedException.class, () -> scanner.serve(module));
        assertTrue(module.commands > 100);
        assertEquals(DeviceState.DEGRADED, status.now().state(), "it is in service");
        assertTrue(conditions.has(ScannerFault.UNPROVEN), "and a code has to show whether it reads");
    }

    /** It died, and its line was opened anew: what it can say is known by now. */
    @Test
    void isNotTakenAtItsLineAgainOnceItHasAnswered() {
        assertThrows(GoneException.class, () -> scanner.serve(new Module(3)));
        assertThrows(LineClosedException.class, () -> scanner.serve(new Module(0)));
        assertFalse(conditions.has(ScannerFault.UNPROVEN));
    }

    /** It had no power yet when its line opened. */
    @Test
    void isReadyOnceItAnswersAfterAll() {
        Module module = new Module(Integer.MAX_VALUE);
        module.deaf = 2;
        assertThrows(LineClosedException.class, () -> scanner.serve(module));
        assertEquals(DeviceState.READY, status.now().state());
        assertFalse(conditions.has(ScannerFault.UNPROVEN));
    }

    @Test
    void isThereAsLongAsItAnswers() {
        Module module = new Module(Integer.MAX_VALUE);
        assertThrows(LineClosedException.class, () -> scanner.serve(module));
        assertTrue(module.commands > 10);
    }

    /** What it says comes by itself, so that at rest its line is not asked for it oftener than once a second. */
    @Test
    void isLookedToSeldomWhileItRests() {
        assertThrows(LineClosedException.class, () -> scanner.serve(new Module(0)));
        Duration resting = clock.uptime();
        assertTrue(resting.toSeconds() >= MOST_READS - 1, resting.toString());
        scanner.wanted(true);
        assertThrows(LineClosedException.class, () -> scanner.serve(new Module(0)));
        Duration looking = clock.uptime().minus(resting);
        assertTrue(looking.toSeconds() < MOST_READS / 2, "the end of a wish is seen soon: " + looking);
    }

    /** Answers so many commands, and none after. Silence takes its time; the line ends after many reads. */
    private final class Module implements Line {

        private final int answers;
        private int commands;
        private int deaf;
        private int reads;
        private boolean owes;

        Module(int answers) {
            this.answers = answers;
        }

        @Override
        public void write(byte[] command) {
            owes = commands < answers && commands >= deaf;
            commands++;
        }

        @Override
        public int read(byte[] into, Duration patience) throws IOException {
            if (++reads > MOST_READS) {
                throw new LineClosedException("module");
            }
            if (!owes) {
                clock.step(patience);
                return 0;
            }
            owes = false;
            into[0] = 6;
            return 1;
        }

        @Override
        public void close() {}
    }
}
