package cn.ting.device.receipt;

import static cn.ting.time.Eventually.eventually;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.roll.Slip;
import cn.ting.settings.Section;
import cn.ting.settings.SettingsFile;
import cn.ting.supply.KeptNowhere;
import cn.ting.supply.Supplies;
import cn.ting.time.HeldClock;
import cn.ting.time.KioskClock;
import cn.ting.time.LeapingClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.Line;
import cn.ting.wire.Lines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** The shipped driver on a TCP line to the simulated printer, served as the inventory serves it. */
final class PrinterOnItsLine implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KioskClock machine = new SystemClock();
    final LeapingClock clock = new LeapingClock();
    final HeldClock motor = new HeldClock(machine);
    final Conditions conditions = new Conditions(clock);
    final DeviceStatus status = new DeviceStatus("receipt", clock, () -> { });
    final SimulatedEscPosPrinter far;
    final EscPosPrinter driver;
    private final Thread thread = new Thread(this::keep, "device-receipt");
    /** What is put between the line and the driver. */
    volatile UnaryOperator<Line> wiring = line -> line;
    private volatile Line line;
    private volatile int opened;

    /** A model that can all, asked often. */
    PrinterOnItsLine(SimulatedEscPosPrinter.Model model, Duration answerPatience) {
        this(model, "model: TM-T70II-CH\nstatusEvery: 50ms\nanswerPatience: " + answerPatience.toMillis() + "ms");
    }

    PrinterOnItsLine(SimulatedEscPosPrinter.Model model, String profile) {
        far = new SimulatedEscPosPrinter(0, model, motor);
        driver = driver(profile, KeptNowhere.supplies(clock, conditions));
    }

    /** One life of a kiosk with a printer that may have seen others. */
    PrinterOnItsLine(SimulatedEscPosPrinter far, String profile, Supplies kept) {
        this.far = far;
        driver = driver(profile, kept);
    }

    private EscPosPrinter driver(String profile, Supplies kept) {
        return new EscPosPrinter(new DevicePlace("receipt", Section.empty(), clock, status, conditions), profile(profile),
                kept.of("receipt", "paper", 50, "m", 5), kept.leftover("receipt"));
    }

    /** A profile as a cabinet's file would give it. */
    static EscPosSettings profile(String yaml) {
        try {
            Path file = Files.createTempFile("profile", ".yaml");
            try {
                Files.writeString(file, yaml);
                return SettingsFile.read(file, EscPosSettings.class);
            } finally {
                Files.delete(file);
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    static PrinterOnItsLine of(SimulatedEscPosPrinter.Model model) throws InterruptedException {
        PrinterOnItsLine printer = new PrinterOnItsLine(model, Duration.ofSeconds(20));
        printer.start();
        return printer;
    }

    /** Switches on and waits until the driver is ready. */
    void start() throws InterruptedException {
        far.start();
        serve();
        until(this::ready);
    }

    /** Lets the driver begin, however the printer is. */
    void serve() {
        thread.setDaemon(true);
        thread.start();
    }

    boolean ready() {
        return status.now().state().inService() && driver.trouble().isEmpty();
    }

    /** How often its line has been opened. Once that is more, what {@link #ready} says is news. */
    int opened() {
        return opened;
    }

    /** Begins a slip and holds the printer's motor in the midst of it, as soon as something is so. */
    CompletableFuture<PrintOutcome> heldIn(Slip slip, BooleanSupplier is) throws InterruptedException {
        motor.holdWhen(is);
        CompletableFuture<PrintOutcome> printing = driver.print(slip);
        until(motor::isHeld);
        return printing;
    }

    /** True when some of a slip has come out. */
    boolean begun() {
        return !far.hanging().text().isEmpty();
    }

    /** What waits for a printer that has been muted waits no longer, and finds the time over. To be called before it is served. */
    void hurryWhatIsMuted() {
        wiring = line -> new Hurried(line, this);
    }

    private record Hurried(Line line, PrinterOnItsLine printer) implements Line {

        private static final Duration GLANCE = Duration.ofMillis(20);

        @Override
        public void write(byte[] bytes) throws IOException {
            line.write(bytes);
        }

        @Override
        public int read(byte[] into, Duration patience) throws IOException {
            Duration left = patience;
            while (left.compareTo(GLANCE) > 0) {
                boolean muted = printer.far.isMuted();
                int count = line.read(into, GLANCE);
                if (count > 0) {
                    return count;
                }
                left = left.minus(GLANCE);
                if (muted) {
                    printer.clock.leap(left);
                    return 0;
                }
            }
            return line.read(into, left);
        }

        @Override
        public void close() throws IOException {
            line.close();
        }
    }

    PrintOutcome print(Slip slip) throws Exception {
        return outcome(driver.print(slip));
    }

    static PrintOutcome outcome(CompletableFuture<PrintOutcome> printing) throws Exception {
        return printing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    void until(BooleanSupplier condition) throws InterruptedException {
        eventually(() -> "it; complaints: " + far.complaints(), condition::getAsBoolean);
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        if (line != null) {
            line.close();
        }
        far.close();
    }

    /** Ends this life of the kiosk; the printer stays on. */
    void endLife() throws Exception {
        thread.interrupt();
        line.close();
        thread.join();
    }

    private void keep() {
        try {
            while (true) {
                try (Line fresh = wiring.apply(new Lines().open(far.line().address()))) {
                    line = fresh;
                    status.is(DeviceState.PRESENT);
                    opened++;
                    driver.serve(fresh);
                } catch (IOException broken) {
                    status.is(DeviceState.ABSENT);
                }
                clock.pause(Duration.ofMillis(20));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
