package cn.ting.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One life of the kiosk after another, with a device whose thread hangs or does not. */
class StuckDevicesTest {

    private static final Duration LOOK = Duration.ofSeconds(2);

    @TempDir
    Path data;

    /** From a start to what ends it. */
    private final class Life {

        private final SteppedClock clock = new SteppedClock();
        private final StuckDevices stuck;

        Life() {
            this(Runnable::run);
        }

        /** @param writing where its counts are written */
        Life(Executor writing) {
            stuck = new StuckDevices(() -> hangs, clock, new HangRestarts(data.resolve("hang-restarts"), writing));
        }

        /** How long it goes on before it is to be started again; that time at the most. */
        Duration runs(Duration most) {
            Duration end = clock.uptime().plus(most);
            while (clock.uptime().compareTo(end) < 0 && !stuck.beyondHelp(() -> serving)) {
                clock.step(LOOK);
            }
            return clock.uptime();
        }

        Duration runs() {
            return runs(Duration.ofDays(1));
        }
    }

    private boolean hangs = true;
    private boolean serving;

    @Test
    void aFirstHangHasItStartAgainAtOnce() {
        hangs = false;
        Life fresh = new Life();
        assertEquals(Duration.ofMinutes(1), fresh.runs(Duration.ofMinutes(1)));
        hangs = true;
        assertEquals(Duration.ofMinutes(1), fresh.runs());
    }

    @Test
    void oneThatHangsAfterEachStartLetsTheOthersServeLongerEachTime() {
        assertEquals(Duration.ZERO, new Life().runs());
        assertEquals(Duration.ofHours(1), new Life().runs());
        assertEquals(Duration.ofHours(2), new Life().runs());
        assertEquals(Duration.ofHours(4), new Life().runs());
        assertEquals(Duration.ofHours(4), new Life().runs());
    }

    @Test
    void aCountThatIsOnTheDiskOnlyAfterTheLookThatAskedForItPutsItOffByOneLook() {
        for (Duration most : List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(2))) {
            Deque<Runnable> disk = new ArrayDeque<>();
            Life life = new Life(disk::add);
            assertEquals(most.plus(LOOK), life.runs(most.plus(LOOK)), "it is asked for");
            disk.forEach(Runnable::run);
            assertTrue(life.stuck.beyondHelp(() -> false), "after " + most);
        }
    }

    @Test
    void anotherStartWithinTheHourBeginsItAnew() {
        new Life().runs();
        Duration shortly = Duration.ofMinutes(50);
        assertEquals(shortly, new Life().runs(shortly), "the power goes");
        assertEquals(Duration.ofHours(1), new Life().runs());
    }

    @Test
    void anHourWithoutIsAnotherBeginning() {
        new Life().runs();
        hangs = false;
        Life good = new Life();
        good.runs(Duration.ofHours(1).plus(LOOK));
        hangs = true;
        Duration again = good.runs();
        assertEquals(Duration.ofHours(1).plus(LOOK), again);
        assertEquals(Duration.ofHours(1), new Life().runs(), "and is counted as a first");
    }

    @Test
    void oneThatComesRoundByItselfGivesTheSignsBackAndAnHourToSeeWhetherItLasts() {
        Life life = new Life();
        life.runs();
        hangs = false;
        assertEquals(LOOK, life.runs(LOOK));
        hangs = true;
        assertEquals(Duration.ofHours(1), life.runs());
    }

    @Test
    void whatStopsInAnEndByForceTakesNoCountBack() {
        Life life = new Life();
        life.runs();
        hangs = false;
        life.runs(Duration.ofSeconds(20));
        hangs = true;
        assertEquals(Duration.ofHours(1), new Life().runs());
    }

    @Test
    void whoIsServedHasTenMinutes() {
        serving = true;
        Life life = new Life();
        assertEquals(Duration.ofMinutes(10), life.runs());
        serving = false;
        assertTrue(life.stuck.beyondHelp(() -> false));
    }

    @Test
    void whoComesMeanwhileIsServedYet() {
        Life life = new Life();
        life.runs();
        assertFalse(life.stuck.beyondHelp(() -> true));
        assertTrue(life.stuck.beyondHelp(() -> false));
    }

    @Test
    @Timeout(300)
    void aCountIsOnTheDiskInAMoment() {
        HangRestarts restarts = new HangRestarts(data.resolve("hang-restarts"));
        restarts.keep(2);
        while (!restarts.isKept(2)) {
            Thread.onSpinWait();
        }
        assertEquals(2, new HangRestarts(data.resolve("hang-restarts")).count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "7\n", "\0\0", "1\n1\n", "-1\n"})
    void aTornFileIsTakenForTheMost(String torn) throws IOException {
        Files.writeString(data.resolve("hang-restarts"), torn);
        assertEquals(Duration.ofHours(4), new Life().runs());
        assertEquals("3\n", Files.readString(data.resolve("hang-restarts")));
    }

    /** It is a folder, and can neither be read nor replaced; or only what it would be replaced with is. */
    @ParameterizedTest
    @CsvSource({"hang-restarts/in-the-way", "hang-restarts.new/in-the-way"})
    void aDiskThatKeepsNoCountLetsTheOthersServe(String folder) throws IOException {
        Files.createDirectories(data.resolve(folder));
        assertEquals(Duration.ofHours(4), new Life().runs());
        assertEquals(Duration.ofHours(4), new Life().runs());
    }
}
