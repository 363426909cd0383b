package cn.ting.device.inventory;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.settings.Section;
import cn.ting.time.SystemClock;
import cn.ting.wire.Line;
import cn.ting.wire.Lines;
import cn.ting.wire.TcpFarEnd;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A device that goes and is back, again and again. */
@Timeout(120)
class AbsenceTest {

    private final PausingClock clock = new PausingClock();
    private final Conditions conditions = new Conditions(clock);

    @Test
    void whatGoesFiveTimesInHalfAnHourIsOneConditionUntilItHasStayedForHalfAnHour() {
        Absence absence = new Absence(bell("tcp:127.0.0.1:1"), Duration.ofSeconds(3), clock, conditions);
        goes(absence, 1);
        goes(absence, Absence.TOO_MANY - 1);
        assertFalse(comesAndGoes(), "that it was looked for at first is no going");
        clock.stepped.step(Absence.STAYS);
        goes(absence, Absence.TOO_MANY - 1);
        assertFalse(comesAndGoes(), "what is so long ago does not count");
        goes(absence, 1);
        assertTrue(comesAndGoes());
        clock.stepped.step(Absence.STAYS.minusSeconds(1));
        goes(absence, 1);
        clock.stepped.step(Absence.STAYS.minusSeconds(1));
        assertTrue(comesAndGoes(), "it has gone again, if not as often");
        clock.stepped.step(Duration.ofSeconds(1));
        assertFalse(comesAndGoes());
        goes(absence, Absence.TOO_MANY - 1);
        assertFalse(comesAndGoes(), "it begins anew");
    }

    @Test
    void oneWhoseFileComesBackAgainAndAgainIsToldAndNotOpenedAtOnceAnyMore() throws Exception {
        TcpFarEnd farEnd = new TcpFarEnd(0, 0, new SystemClock(), AbsenceTest::answers);
        farEnd.start();
        DeviceKeeper keeper = new DeviceKeeper(new ScriptedDriver(), bell(farEnd.address()),
                new InventorySettings(true, Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(3)), new Lines(), clock,
                conditions, DevicePower.none(), () -> {});
        keeper.start();
        for (int time = 1; time <= 9; time++) {
            eventually(() -> keeper.status().now().state() == DeviceState.READY);
            farEnd.hangUp();
            assertEquals(Duration.ofMillis(time < 9 ? 500 : 1_000), clock.nextPause());
            assertEquals(time >= Absence.TOO_MANY, comesAndGoes());
            if (time < 9) {
                keeper.plugged(true);
            }
        }
        farEnd.unplug();
        keeper.plugged(true);
        clock.letGo();
        assertEquals(Duration.ofSeconds(2), clock.nextPause(), "it waits as long as one that is tried in vain");
        keeper.stop();
    }

    private static void answers(Line line) throws IOException {
        line.write(new byte[] {'r'});
        while (line.read(new byte[1], Duration.ofSeconds(1)) == 0) {
            // Until it is hung up.
        }
    }

    private static void goes(Absence absence, int times) {
        for (int time = 0; time < times; time++) {
            absence.begin();
            absence.begin();
            absence.end();
        }
    }

    private boolean comesAndGoes() {
        return conditions.has(InventoryFault.COMES_AND_GOES);
    }

    private static DeviceSettings bell(String line) {
        return new DeviceSettings("bell", "scripted", line, Section.empty());
    }
}
