package cn.ting.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.catalogue.TestPen;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of the platform's configurations, over restarts, silence, lies and cut power. */
class SetupTest extends SetupCases {

    /** The process was killed. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aWishIsTriedAtOnceAndKeptWhenThePlatformIsHeardFromUnderIt() {
        wish(7, "good");
        assertEquals(1, life.restarts);
        assertTrue(life.visits.begin(new Milestone.Began("touch")).isEmpty(), "nobody is taken in by a kiosk that ends");

        startAnew();
        assertEquals("good", life.config);
        life.goOn();
        startAnew();

        assertEquals("good", life.config);
        assertEquals(List.of("tried 7/1", "kept 7/1"), life.told());
    }

    @Test
    void whatCutsTheLinkIsTakenBackTriedOnceMoreAtNightAndThenGivenUp() {
        wish(7, "deaf");
        startAnew();
        assertEquals("deaf", life.config);
        life.goOn();
        assertEquals(0, life.restarts, "the trial is not over");
        clock.step(Duration.ofMinutes(5));
        life.goOn();
        assertEquals(1, life.restarts);

        startAnew();
        assertEquals("own", life.config);
        life.goOn();
        assertEquals(0, life.restarts, "it is day");
        clock.step(Duration.ofHours(17));
        life.goOn();
        startAnew();
        assertEquals("deaf", life.config);
        clock.step(Duration.ofMinutes(5));
        life.goOn();
        startAnew();
        clock.step(Duration.ofDays(1));
        life.goOn();

        assertEquals("own", life.config);
        assertEquals(0, life.restarts);
        assertEquals(List.of("tried 7/1", "reverted 7/1", "tried 7/2", "reverted 7/2"), life.told());
        assertTrue(life.conditions.has(SetupFault.REVERTED));
    }

    @Test
    void whatIsTakenBackInTheHoursOfASecondTryWaitsForThoseOfTheNextDay() {
        clock.step(Duration.ofHours(17).plusMinutes(30));
        wish(7, "deaf");
        startAnew();
        clock.step(Duration.ofMinutes(5));
        life.goOn();
        startAnew();
        life.goOn();
        clock.step(Duration.ofSeconds(10));
        life.goOn();
        assertEquals(0, life.restarts, "it is five past three");
        startAnew();
        clock.step(Duration.ofHours(23).minusMinutes(10));
        life.goOn();
        assertEquals(0, life.restarts, "it is five to two");
        clock.step(Duration.ofMinutes(5));
        life.goOn();
        assertEquals(1, life.restarts);
    }

    @Test
    void aWishWhoseFileCannotBeReadIsTakenBackAndHoldsUpNothing() throws IOException {
        wish(7, "good");
        Files.delete(directory.resolve("setup/7.yaml"));
        startAnew();
        life.goOn();
        assertEquals("own", life.config);
        assertTrue(life.settled(), "an update need not wait for it");
        assertEquals(List.of("tried 7/1", "reverted 7/1"), life.told());

        wish(8, "good");
        startAnew();
        life.goOn();
        assertEquals("good", life.config);
        assertEquals(List.of("tried 7/1", "reverted 7/1", "tried 8/1", "kept 8/1"), life.told());
    }

    @Test
    void whatWasKeptBeforeIsWhatIsGoneBackTo() {
        wish(7, "good");
        startAnew();
        wish(8, "deaf");
        startAnew();
        assertEquals("deaf", life.config);
        startAnew();

        assertEquals("good", life.config, "the process that tried it ended before the platform was heard");
        life.goOn();
        assertEquals(List.of("tried 7/1", "kept 7/1", "tried 8/1", "reverted 8/1"), life.told());
    }

    @Test
    void nothingIsTriedDuringAVisit() {
        life.visits.begin(new Milestone.Began("touch"));
        wish(7, "good");
        assertEquals(0, life.restarts);

        life.visits.end(EndReason.BUTTON);
        life.goOn();
        assertEquals(1, life.restarts);
    }

    @Test
    void noVisitIsCutShortToTakeATrialBack() {
        wish(7, "deaf");
        startAnew();
        life.visits.begin(new Milestone.Began("touch"));
        while (life.visits.current().isPresent() && life.restarts == 0 && clock.uptime().compareTo(Duration.ofMinutes(6)) < 0) {
            life.visits.touch();
            clock.step(Duration.ofSeconds(30));
            life.look();
        }
        assertEquals(0, life.restarts);
        life.visits.end(EndReason.BUTTON);
        life.goOn();
        assertEquals(1, life.restarts);
    }

    @Test
    void whatThisKioskCannotBeIsRefusedWithoutATrialAndTheNextVersionIsTaken() {
        wish(7, "wrong");
        assertEquals(0, life.restarts);
        assertEquals(List.of("refused 7/0"), life.told());
        assertTrue(life.conditions.has(SetupFault.REFUSED));

        wish(8, "good");
        assertEquals(1, life.restarts);
        assertFalse(life.conditions.has(SetupFault.REFUSED));
    }

    @Test
    void anOlderWishAStrangersAndAnotherKiosksChangeNothing() {
        wish(7, "good");
        startAnew();
        life.goOn();
        byte[] others = pen.sign(SetupDocument.PAYLOAD_TYPE,
                "{\"version\":9,\"area\":\"fengshui\",\"kiosk\":\"k2\",\"config\":\"x\"}".getBytes(StandardCharsets.UTF_8));
        for (byte[] refused : List.of(SetupLife.wish(pen, 6, "older"), SetupLife.wish(new TestPen(), 9, "x"), others,
                SetupLife.wish(pen, 9, " "), SetupLife.wish(pen, 0, "x"))) {
            life.hears(refused);
            life.goOn();
            assertEquals(0, life.restarts);
            assertEquals(List.of("tried 7/1", "kept 7/1"), life.told());
        }
        assertTrue(life.conditions.has(SetupFault.UNSEALED));
        life.hears(new byte[0]);
        assertEquals(List.of(), life.conditions.present());
    }

    @Test
    void aFileThatATechnicianChangesIsInForceAgainAndTheNextWishIsTriedBesideIt() throws IOException {
        wish(7, "good");
        startAnew();
        life.goOn();
        Files.writeString(directory.resolve("kiosk.yaml"), "changed by the technician");
        startAnew();
        wish(7, "good");

        assertEquals("own", life.config);
        assertTrue(life.conditions.has(SetupFault.DROPPED));
        assertEquals(List.of("tried 7/1", "kept 7/1", "reverted 7/1"), life.told());
        assertEquals("changed by the technician", Files.readString(directory.resolve("kiosk.yaml")));

        wish(8, "good");
        startAnew();
        life.goOn();
        startAnew();
        assertEquals("good", life.config);
    }

    @Test
    void aTrialThatItsOwnStartRefusesIsTakenBackInThatProcess() {
        wish(7, "wrong for the start alone");
        startAnew();
        life.goOn();

        assertEquals("own", life.config);
        assertEquals(List.of("tried 7/1", "reverted 7/1"), life.told());
    }

    @Test
    void theLastFewVersionsAreKept() throws IOException {
        life.visits.begin(new Milestone.Began("touch"));
        for (int version = 1; version <= 12; version++) {
            wish(version, "v" + version);
        }
        try (Stream<Path> files = Files.list(directory.resolve("setup"))) {
            assertEquals(List.of("10.yaml", "11.yaml", "12.yaml", "8.yaml", "9.yaml", "state"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    /** Killed before each rename in turn, in whichever process it happens; then nothing more goes wrong. */
    @Test
    void killedAtAnyStepItEndsWithTheGoodOneKeptAndTheDeafOneGivenUpAndEachStepToldOnce() throws IOException {
        for (String config : List.of("good", "deaf")) {
            int steps = 0;
            boolean killed = true;
            while (killed) {
                Path fresh = Files.createDirectory(directory.resolve(config + steps));
                Files.writeString(fresh.resolve("kiosk.yaml"), "by the technician");
                int[] left = {steps++};
                killed = live(fresh, config, left);
            }
            assertTrue(steps > 3, "it has some steps: " + steps);
        }
    }

    /** Lives through processes until nothing more happens; true when one was killed. */
    private boolean live(Path fresh, String config, int[] left) {
        boolean killed = false;
        String in = "";
        List<String> told = List.of();
        boolean over = false;
        for (int process = 0; process < 10 && !over; process++) {
            SetupLife one = null;
            try {
                one = new SetupLife(fresh, clock, pen, List.of("own", "good"), () -> {
                    if (left[0]-- == 0) {
                        throw new Killed();
                    }
                });
                one.hears(SetupLife.wish(pen, 7, config));
                one.goOn();
                clock.step(Duration.ofMinutes(5));
                for (int hours = 0; hours < 24 && one.restarts == 0; hours += 2) {
                    one.goOn();
                    clock.step(Duration.ofHours(2));
                }
                over = one.restarts == 0;
                in = one.config;
                told = one.told();
            } catch (Killed cut) {
                killed = true;
            } finally {
                if (one != null) {
                    one.close();
                }
            }
        }
        assertEquals(config.equals("good") ? "good" : "own", in);
        assertEquals(told.size(), new HashSet<>(told).size(), told.toString());
        String last = told.get(told.size() - 1);
        assertTrue(last.startsWith(config.equals("good") ? "kept 7/" : "reverted 7/2"), told.toString());
        return killed;
    }
}
