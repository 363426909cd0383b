package cn.ting.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.time.KioskClock;
import cn.ting.time.SteppedClock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class NetworkWatchTest {

    private final SteppedClock clock = new SteppedClock();
    private final AtomicReference<Set<String>> addresses = new AtomicReference<>(Set.of("eth0 10.0.0.5"));
    private final AtomicInteger ups = new AtomicInteger();

    @Test
    void an_address_that_comes_is_told_once_and_one_that_goes_is_not() {
        KioskClock.Alarm watching = new NetworkWatch(clock, addresses::get).onUp(ups::incrementAndGet);
        look(Set.of("eth0 10.0.0.5"), 0);
        look(Set.of(), 0);
        look(Set.of("wwan0 100.64.0.9"), 1);
        look(Set.of("wwan0 100.64.0.9"), 1);
        look(Set.of("wwan0 100.64.0.9", "eth0 10.0.0.5"), 2);
        watching.cancel();
        look(Set.of("eth1 10.0.0.6"), 2);
    }

    private void look(Set<String> there, int told) {
        addresses.set(there);
        clock.step(Duration.ofSeconds(1));
        assertEquals(told, ups.get());
    }
}
