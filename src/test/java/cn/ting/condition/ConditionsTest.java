package cn.ting.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.settings.SettingsFault;
import cn.ting.time.SteppedClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private final SteppedClock clock = new SteppedClock();
    private final Conditions conditions = new Conditions(clock);
    private final AtomicInteger told = new AtomicInteger();

    @Test
    void whatIsSaidAgainKeepsItsFirstMomentAndIsToldOnce() {
        conditions.onChange(told::incrementAndGet);
        conditions.raise(SettingsFault.REFUSED, "", "a key");
        Condition first = conditions.present().get(0);
        clock.step(Duration.ofMinutes(1));
        conditions.raise(SettingsFault.REFUSED, "", "the same key");

        assertEquals(first, conditions.present().get(0));
        conditions.clear(SettingsFault.REFUSED, "");
        conditions.clear(SettingsFault.REFUSED, "");
        assertEquals(2, told.get());
        assertFalse(conditions.has(SettingsFault.REFUSED));
    }

    @Test
    void nobodyCanMakeTheListLongerThanItsLimit() {
        for (int i = 0; i < 2 * Conditions.MOST; i++) {
            conditions.raise(SettingsFault.REFUSED, "subject-" + i, "x".repeat(10_000));
        }
        assertEquals(Conditions.MOST, conditions.present().size());
        assertTrue(conditions.present().stream().allMatch(known -> known.detail().length() <= 300));

        conditions.clearAll(SettingsFault.REFUSED);
        conditions.raise(SettingsFault.NOT_KEPT, "", "");
        assertTrue(conditions.has(SettingsFault.NOT_KEPT));
    }
}
