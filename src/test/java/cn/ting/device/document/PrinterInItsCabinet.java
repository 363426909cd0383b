package cn.ting.device.document;

import static cn.ting.time.Eventually.eventually;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.settings.PlaceSettings;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsFile;
import cn.ting.supply.KeptNowhere;
import cn.ting.supply.Supplies;
import cn.ting.supply.Supply;
import cn.ting.time.KioskClock;
import cn.ting.time.LeapingClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The shipped driver in a real inventory, with whatever printer at the address. */
final class PrinterInItsCabinet implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A file of settings with devices alone. */
    record Cabinet(@Setting(why = "the devices") List<DeviceSettings> devices) {}

    final LeapingClock clock = new LeapingClock();
    private final KioskClock machine = new SystemClock();
    final Conditions conditions = new Conditions(clock);
    final Supplies supplies = KeptNowhere.supplies(clock, conditions);
    final Inventory inventory;
    final DocumentPrinter printer;

    /**
     * @param profile the driver's keys, as in the file
     */
    PrinterInItsCabinet(Path directory, String address, String profile) throws IOException {
        this(directory, "k1", address, profile);
    }

    PrinterInItsCabinet(Path directory, String kiosk, String address, String profile) throws IOException {
        Duration reopen = Duration.ofMillis(100);
        Path file = Files.writeString(directory.resolve("cabinet.yaml"),
                "devices: [{name: a4, driver: ipp, line: \"%s\", profile: {%s}}]\n".formatted(address, profile));
        inventory = new Inventory(new Drivers(List.of(new IppDriver(supplies, () -> new PlaceSettings("fengshui", kiosk, "亭", "Kiosk")))),
                new InventorySettings(false, reopen, reopen, Duration.ofMillis(500)),
                SettingsFile.read(file, Cabinet.class).devices(), new Lines(), clock, conditions);
        printer = inventory.find(DocumentPrinter.class).orElseThrow();
        inventory.start();
    }

    DeviceStatus status() {
        return inventory.statuses().get(0);
    }

    /** What is known to be left of its toner, in percent. */
    List<Double> toner() {
        return supplies.all().stream().map(Supply::left).toList();
    }

    boolean ready() {
        return status().now().state().inService() && printer.trouble().isEmpty();
    }

    PrintedDocument print(int copies, Sides sides) throws Exception {
        return outcome(printer.print(TestPage.document(), copies, sides));
    }

    static PrintedDocument outcome(CompletableFuture<PrintedDocument> printing) throws Exception {
        return printing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Waits until something holds, no longer than a minute. */
    void until(String what, BooleanSupplier holds) throws InterruptedException {
        eventually(() -> what + "; it is " + status().now() + ", " + conditions.present(), holds::getAsBoolean);
    }

    @Override
    public void close() {
        inventory.stop();
    }
}
