package cn.ting.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.Driver;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventoryFault;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.inventory.PretendDriver;
import cn.ting.settings.Section;
import cn.ting.time.SteppedClock;
import cn.ting.wire.Lines;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real datagram socket, as systemd binds one. */
@Timeout(300)
class ServiceNoticeTest {

    @TempDir
    Path directory;

    private final SteppedClock clock = new SteppedClock();
    private final Conditions conditions = new Conditions(clock);
    private final AtomicBoolean serving = new AtomicBoolean();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);
    /** Its device's thread does not come back. */
    private final Driver stuck = new PretendDriver.WithoutLine("stuck", place -> line -> {
        entered.countDown();
        free.await();
    });
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private Process systemd;
    private Inventory inventory;

    @AfterEach
    void end() {
        free.countDown();
        if (inventory != null) {
            inventory.stop();
        }
        if (systemd != null) {
            systemd.destroyForcibly();
        }
    }

    @Test
    void aPathHearsThatTheKioskIsReadyHowItIsAndThatItEnds() throws Exception {
        String socket = directory.resolve("notify").toString();
        systemd("UNIX-RECV:" + socket, socket);
        ServiceNotice notice = notice(Map.of("NOTIFY_SOCKET", socket), false);
        notice.start(serving::get);
        assertEquals("READY=1", next());
        assertEquals("STATUS=serving", next());
        conditions.raise(InventoryFault.ABSENT, "printer", "");
        clock.step(Duration.ZERO);
        assertEquals("STATUS=serving; inventory.absent printer", next());
        conditions.clear(InventoryFault.ABSENT, "printer");
        clock.step(Duration.ofHours(1));
        assertEquals("STATUS=serving", next());
        notice.stop();
        assertEquals("STOPPING=1", next());
    }

    @Test
    void anAbstractNameHearsASignOfLifeTwiceAPeriod() throws Exception {
        String name = "ting-test-" + ProcessHandle.current().pid() + "-" + System.identityHashCode(this);
        systemd("ABSTRACT-RECV:" + name, "");
        ServiceNotice notice = notice(Map.of("NOTIFY_SOCKET", "@" + name, "WATCHDOG_USEC", "30000000",
                "WATCHDOG_PID", Long.toString(ProcessHandle.current().pid())), false);
        awaitBound(name);
        notice.start(serving::get);
        assertEquals("READY=1", next());
        assertEquals("STATUS=serving", next());
        clock.step(Duration.ofSeconds(30));
        assertEquals("WATCHDOG=1", next());
        assertEquals("WATCHDOG=1", next());
        assertNothing();
    }

    @Test
    void aWatchdogForAnotherProcessIsNotOurs() throws Exception {
        String socket = directory.resolve("notify").toString();
        systemd("UNIX-RECV:" + socket, socket);
        notice(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1"), false).start(serving::get);
        assertEquals("READY=1", next());
        assertEquals("STATUS=serving", next());
        clock.step(Duration.ofMinutes(5));
        assertNothing();
    }

    @Test
    void aStuckThreadWithholdsTheSignSoonAfterTheStartButNotFromWhoIsServedNorAfterItsRestart() throws Exception {
        String socket = directory.resolve("notify").toString();
        systemd("UNIX-RECV:" + socket, socket);
        ServiceNotice notice = notice(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "20000000"), true);
        inventory.start();
        assertTrue(entered.await(60, TimeUnit.SECONDS));
        clock.step(Duration.ofMinutes(2));
        assertTrue(conditions.has(InventoryFault.HUNG));
        serving.set(true);
        notice.start(serving::get);
        assertEquals("READY=1", next());
        assertEquals("STATUS=serving; inventory.hung bell", next());
        for (int i = 0; i < 30; i++) {
            clock.step(Duration.ofSeconds(10));
            assertEquals("WATCHDOG=1", next());
        }
        serving.set(false);
        clock.step(Duration.ofMinutes(5));
        assertNothing();

        ServiceNotice restarted = new ServiceNotice(stuck(), conditions, clock, Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "20000000"));
        restarted.start(serving::get);
        assertEquals("READY=1", next());
        assertEquals("STATUS=serving; inventory.hung bell", next());
        clock.step(Duration.ofSeconds(10));
        assertEquals("WATCHDOG=1", next());
        assertNothing();
    }

    @Test
    void withoutSystemdNothingIsSaid() {
        ServiceNotice notice = notice(Map.of(), false);
        notice.start(serving::get);
        notice.stop();
        ServiceNotice nobody = notice(Map.of("NOTIFY_SOCKET", directory.resolve("nobody").toString()), false);
        nobody.start(serving::get);
        nobody.stop();
    }

    private ServiceNotice notice(Map<String, String> environment, boolean withDevice) {
        inventory = new Inventory(new Drivers(List.of(stuck)),
                new InventorySettings(true, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofDays(1)),
                withDevice ? List.of(new DeviceSettings("bell", "stuck", "-", Section.empty())) : List.of(),
                new Lines(), clock, conditions);
        return new ServiceNotice(stuck(), conditions, clock, environment);
    }

    private StuckDevices stuck() {
        return new StuckDevices(inventory, clock, new HangRestarts(directory.resolve("hang-restarts"), Runnable::run));
    }

    private void systemd(String address, String path) throws Exception {
        systemd = new ProcessBuilder("socat", "-u", address, "-")
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Thread ear = new Thread(() -> listen(systemd), "ear");
        ear.setDaemon(true);
        ear.start();
        while (!path.isEmpty() && !Files.exists(Path.of(path))) {
            Thread.onSpinWait();
        }
    }

    private void listen(Process process) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard.add(line);
            }
        } catch (java.io.IOException ended) {
            heard.add("ended");
        }
    }

    private static void awaitBound(String name) throws Exception {
        while (Files.readAllLines(Path.of("/proc/net/unix")).stream().noneMatch(line -> line.endsWith("@" + name))) {
            Thread.onSpinWait();
        }
    }

    private String next() throws InterruptedException {
        return heard.poll(60, TimeUnit.SECONDS);
    }

    private void assertNothing() throws InterruptedException {
        assertNull(heard.poll(200, TimeUnit.MILLISECONDS));
    }
}
