package cn.ting.device.inventory;

import static cn.ting.time.Eventually.eventually;

import cn.ting.condition.Conditions;
import cn.ting.settings.Section;
import cn.ting.time.SystemClock;
import cn.ting.wire.Line;
import cn.ting.wire.Lines;
import cn.ting.wire.TcpFarEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kernel may hold a port's closing until its last bytes have gone, which a printer that holds its line never takes. */
@Timeout(300)
class InventoryStopTest {

    private final SystemClock clock = new SystemClock();

    @Test
    void everyLineIsClosedThoughTheFirstIsHeldInItsClosingAndNoneIsWaitedForForEver() throws Exception {
        HeldClosing lines = new HeldClosing();
        try (TcpFarEnd front = silent(); TcpFarEnd back = silent()) {
            Inventory inventory = new Inventory(
                    new Drivers(List.of(new ScriptedDriver())),
                    new InventorySettings(true, Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(3)),
                    List.of(bell("front", front), bell("back", back)),
                    lines,
                    clock,
                    new Conditions(clock));
            inventory.start();
            eventually(() -> inventory.statuses().stream().allMatch(status -> status.now().state() == DeviceState.PRESENT));
            CompletableFuture<Void> stopping = CompletableFuture.runAsync(inventory::stop);
            eventually(() -> lines.closing.size() == 2);
            stopping.get(60, TimeUnit.SECONDS);
        } finally {
            lines.goOn.countDown();
        }
    }

    private static DeviceSettings bell(String name, TcpFarEnd far) {
        return new DeviceSettings(name, "scripted", far.address(), Section.empty());
    }

    private TcpFarEnd silent() {
        TcpFarEnd far = new TcpFarEnd(0, 0, clock, line -> {
            while (line.read(new byte[1], Duration.ofSeconds(1)) >= 0) {
                Thread.onSpinWait();
            }
        });
        far.start();
        return far;
    }

    /** Lines whose far end is let go at once, and whose closing does not come back before the test lets it. */
    private static final class HeldClosing extends Lines {

        private final Set<String> closing = ConcurrentHashMap.newKeySet();
        private final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public Line open(String address) throws IOException {
            return new HeldLine(address, super.open(address), this);
        }
    }

    private record HeldLine(String address, Line line, HeldClosing held) implements Line {

        @Override
        public void write(byte[] bytes) throws IOException {
            line.write(bytes);
        }

        @Override
        public int read(byte[] into, Duration patience) throws IOException {
            return line.read(into, patience);
        }

        @Override
        public void close() throws IOException {
            line.close();
            held.closing.add(address);
            try {
                held.goOn.await();
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
