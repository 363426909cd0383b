package cn.ting.device.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.time.SteppedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeviceStatusTest {

    private final SteppedClock clock = new SteppedClock();
    private final AtomicInteger changes = new AtomicInteger();
    private final DeviceStatus status = new DeviceStatus("bell", "ring", clock, changes::incrementAndGet);

    @Test
    void aNewCauseIsToldAndTheStateKeepsItsFirstMoment() {
        clock.step(Duration.ofSeconds(1));
        Instant faulty = clock.instant();
        status.is(DeviceState.FAULTY, InventoryFault.HUNG);
        clock.step(Duration.ofSeconds(1));
        status.is(DeviceState.FAULTY, InventoryFault.ABSENT);
        status.is(DeviceState.FAULTY, InventoryFault.ABSENT);
        assertEquals(new DeviceStatus.Now(DeviceState.FAULTY, faulty, Optional.of(InventoryFault.ABSENT)), status.now());
        assertEquals(2, changes.get());
        assertEquals(List.of("faulty inventory.hung", "faulty inventory.absent"),
                status.events().stream().map(DeviceStatus.Event::what).toList());
    }

    @Test
    void aBreakdownAndALossOfWhatAnsweredAreFaultsAndNothingElseIs() {
        status.is(DeviceState.PRESENT);
        status.is(DeviceState.ABSENT);
        assertEquals(0, status.faults(), "it never answered");
        status.is(DeviceState.READY);
        status.is(DeviceState.DEGRADED, InventoryFault.ABSENT);
        assertEquals(0, status.faults(), "it still works");
        status.is(DeviceState.FAULTY, InventoryFault.ABSENT);
        status.is(DeviceState.READY);
        status.is(DeviceState.ABSENT);
        assertEquals(2, status.faults());
        status.used();
        assertEquals(1, status.uses());
    }

    @Test
    void theNewestTwentyEventsAreKept() {
        for (int i = 1; i <= 30; i++) {
            status.note("n".repeat(i == 30 ? 1_000 : 1) + i);
        }
        assertEquals(20, status.events().size());
        assertEquals("n11", status.events().get(0).what());
        assertEquals(200, status.events().get(19).what().length());
    }
}
