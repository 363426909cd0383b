package cn.ting.device.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.BorrowedClock;
import cn.ting.time.SteppedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
    void oneOutageIsOneFaultHoweverOftenItGoesAndComes() {
        status.is(DeviceState.READY);
        for (int i = 0; i < 3; i++) {
            status.is(DeviceState.FAULTY, InventoryFault.HUNG);
            status.is(DeviceState.ABSENT);
            status.is(DeviceState.PRESENT);
        }
        assertEquals(1, status.faults());
        status.is(DeviceState.DEGRADED, InventoryFault.UNSTEADY);
        status.is(DeviceState.FAULTY, InventoryFault.HUNG);
        assertEquals(2, status.faults(), "it had worked again");
    }

    @Test
    void tooManyRepeatedExchangesDegradeItUntilTheirShareHasFallen() {
        status.is(DeviceState.READY);
        exchanges(49, 5);
        assertEquals(DeviceState.READY, status.now().state(), "so few say nothing");
        status.exchanged(false);
        assertEquals(new DeviceStatus.Now(DeviceState.DEGRADED, clock.instant(), Optional.of(InventoryFault.UNSTEADY)), status.now());
        assertEquals("5 of 50 exchanges in 10 min had to be repeated", status.steadiness());
        status.is(DeviceState.READY);
        assertEquals(DeviceState.DEGRADED, status.now().state(), "whatever its driver says");
        status.is(DeviceState.DEGRADED, InventoryFault.ABSENT);
        assertEquals(Optional.of(InventoryFault.ABSENT), status.now().cause(), "what else is wrong is told first");
        status.is(DeviceState.READY);
        exchanges(50, 0);
        assertTrue(status.unsteady(), "5 %");
        exchanges(1, 0);
        assertEquals(DeviceState.READY, status.now().state());
        assertEquals(101, status.exchanges());
        assertEquals(5, status.repeated());
    }

    @Test
    void whatIsLongerAgoThanTheWindowDoesNotCount() {
        status.is(DeviceState.READY);
        exchanges(60, 30);
        assertTrue(status.unsteady());
        clock.step(Steadiness.WINDOW);
        exchanges(49, 0);
        assertTrue(status.unsteady(), "nobody knows better yet");
        exchanges(1, 0);
        assertFalse(status.unsteady());
        clock.step(Duration.ofDays(400));
        exchanges(50, 5);
        assertTrue(status.unsteady());
    }

    @Test
    void oneThatWentSaysNothingOfTheOneThatComes() {
        status.is(DeviceState.READY);
        exchanges(100, 50);
        int told = changes.get();
        status.isAbsent(Optional.of(InventoryFault.UNPLUGGED));
        assertFalse(status.unsteady());
        assertEquals(told + 1, changes.get());
        status.isTried();
        assertEquals(Optional.of(InventoryFault.UNPLUGGED), status.now().cause(), "until it answers");
        status.is(DeviceState.READY);
        assertEquals(Optional.empty(), status.now().cause());
    }

    @Test
    void triesThatEndAlikeAreOneEvent() {
        status.is(DeviceState.READY);
        for (int i = 0; i < 30; i++) {
            status.isAbsent(Optional.of(InventoryFault.MUTE));
            status.isTried();
        }
        status.isAbsent(Optional.of(InventoryFault.REFUSED));
        assertEquals(List.of("ready", "absent inventory.mute", "present", "absent inventory.refused"),
                status.events().stream().map(DeviceStatus.Event::what).toList());
    }

    private void exchanges(int all, int repeated) {
        for (int i = 0; i < all; i++) {
            status.exchanged(i < repeated);
        }
    }

    /** The clock's thread says that a device hangs, and in the midst of that its own thread comes round and says that its line is gone. */
    @Test
    void whatTwoThreadsSayAtOnceIsSaidOneAfterTheOther() throws Exception {
        BetweenClock between = new BetweenClock();
        DeviceStatus told = new DeviceStatus("bell", between, () -> { });
        told.is(DeviceState.READY);
        Thread device = new Thread(() -> told.isAbsent(Optional.of(InventoryFault.UNPLUGGED)));
        between.inTheMidst = () -> {
            device.start();
            // It has said it, or has to wait until the other has.
            while (device.getState() != Thread.State.TERMINATED && device.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
        };
        told.hangs(() -> true);
        device.join();
        assertEquals(List.of("ready", "faulty inventory.hung", "absent inventory.unplugged"),
                told.events().stream().map(DeviceStatus.Event::what).toList());
        assertEquals(DeviceState.ABSENT, told.now().state());
        assertEquals(1, told.faults());
    }

    /** A listener may wait for whatever another thread has to say first. */
    @Test
    void nobodyIsToldUnderALock() {
        CompletableFuture<Void> used = new CompletableFuture<>();
        DeviceStatus[] told = new DeviceStatus[1];
        told[0] = new DeviceStatus("bell", clock, () -> used.complete(CompletableFuture.runAsync(told[0]::used)
                .orTimeout(60, TimeUnit.SECONDS).join()));
        told[0].is(DeviceState.READY);
        assertTrue(used.isDone());
        assertEquals(1, told[0].uses());
    }

    @Test
    void oneThatSpokeInTimeDoesNotHangAndOneThatIsAwayIsNoMoreThanThat() {
        status.hangs(() -> true);
        assertEquals(DeviceState.ABSENT, status.now().state());
        clock.step(Duration.ofMinutes(2));
        status.is(DeviceState.READY);
        assertEquals(Duration.ZERO, status.sinceRound());
        status.hangs(() -> !status.sinceRound().isZero());
        assertEquals(DeviceState.READY, status.now().state());
    }

    /** A clock on which something else happens the second time it is asked what time it is: between what was and what shall be. */
    private static final class BetweenClock extends BorrowedClock {

        private Runnable inTheMidst;
        private int asked;

        BetweenClock() {
            super(new SteppedClock());
        }

        @Override
        public Instant instant() {
            if (inTheMidst != null && ++asked == 2) {
                inTheMidst.run();
            }
            return super.instant();
        }
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
