package cn.ting.device.camera;

import static cn.ting.time.Eventually.eventually;

import cn.ting.condition.Condition;
import cn.ting.condition.Conditions;
import cn.ting.condition.Fault;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsFile;
import cn.ting.time.BorrowedClock;
import cn.ting.time.KioskClock;
import cn.ting.time.LeapingClock;
import cn.ting.wire.ChildBench;
import cn.ting.wire.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The shipped driver in a real inventory, reading whatever a test puts at the far end. */
final class CameraBench extends ChildBench implements AutoCloseable {

    static final int WIDTH = 640;
    static final int HEIGHT = 480;
    /**
     * A frame may be away longer than any thread of a busy machine stands still; who waits for that lets time leap, see {@link #tellsStalled}. A
     * picture that moves is another with every frame, however late, so that one that stands still need not be waited for.
     */
    static final String PATIENT = "width: 640, height: 480, startPatience: 1min, stallAfter: 1min, frozenAfter: 1s";
    private static final Duration LEAP = Duration.ofSeconds(21);

    private static final Duration REST = Duration.ofSeconds(5);

    private record Cabinet(@Setting(why = "devices") List<DeviceSettings> devices) {}

    final LeapingClock clock = new LeapingClock();
    final Conditions conditions = new Conditions(clock);
    final Semaphore arrived = new Semaphore(0);
    final Inventory inventory;
    final Camera camera;

    CameraBench(Path folder, String address, String profile) throws IOException {
        this(folder, address, profile, false);
    }

    /** @param restsUntilWoken true where its rest has no end of its own: what it learns then it has been told */
    CameraBench(Path folder, String address, String profile, boolean restsUntilWoken) throws IOException {
        Path file = Files.writeString(folder.resolve("cabinet.yaml"),
                "devices: [{name: camera, driver: camera, line: \"%s\", profile: {%s}}]\n".formatted(address, profile));
        Duration reopen = Duration.ofMillis(100);
        inventory = new Inventory(new Drivers(List.of(new CameraDriver())),
                new InventorySettings(true, reopen, reopen, Duration.ofSeconds(30)),
                SettingsFile.read(file, Cabinet.class).devices(), new Lines(), restsUntilWoken ? new Endless(clock) : clock, conditions);
        camera = inventory.find(Camera.class).orElseThrow();
        camera.onFrame(arrived::release);
        inventory.start();
    }

    /** A clock on which long pauses end only by what is waited for. */
    private static final class Endless extends BorrowedClock {

        Endless(KioskClock clock) {
            super(clock);
        }

        @Override
        public boolean pause(Duration longest, Semaphore until) throws InterruptedException {
            if (longest.compareTo(REST) < 0) {
                return super.pause(longest, until);
            }
            until.acquire();
            return true;
        }
    }

    DeviceStatus status() {
        return inventory.statuses().get(0);
    }

    DeviceState state() {
        return status().now().state();
    }

    boolean tells(Fault fault) {
        return conditions.has(fault);
    }

    String detail(Fault fault) {
        return conditions.present().stream().filter(one -> one.fault() == fault).map(Condition::detail).findFirst().orElse("");
    }

    /** Waits until it tells that no frame comes; one that was on its way begins that time anew. */
    void tellsStalled() throws InterruptedException {
        KioskClock.Alarm leaps = clock.every(Duration.ofMillis(500), () -> clock.leap(LEAP));
        try {
            eventually(() -> tells(CameraFault.STALLED));
        } finally {
            leaps.cancel();
        }
    }

    /** What it tells at last: a program may not have come to its first word in time, and is started anew. */
    String eventuallyTells(Fault fault, String words) throws InterruptedException {
        AtomicReference<String> told = new AtomicReference<>("");
        eventually(() -> {
            told.set(detail(fault));
            if (!told.get().contains(words)) {
                conditions.clear(fault, "camera");
            }
            return told.get().contains(words);
        });
        return told.get();
    }

    /** True once so many more frames came. */
    boolean more(int frames) throws InterruptedException {
        return arrived.tryAcquire(frames, 60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        inventory.stop();
    }
}
