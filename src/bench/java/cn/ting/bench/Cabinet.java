package cn.ting.bench;

import cn.ting.device.board.SimulatedModbusBoard;
import cn.ting.device.document.SimulatedIppPrinter;
import cn.ting.device.idcard.SamVMeaning;
import cn.ting.device.idcard.SimulatedSamVReader;
import cn.ting.device.receipt.EscPosMeaning;
import cn.ting.device.receipt.SimulatedEscPosPrinter;
import cn.ting.device.scanner.ScannerMeaning;
import cn.ting.device.scanner.SimulatedScanner;
import cn.ting.device.ups.SimulatedUps;
import cn.ting.time.KioskClock;
import cn.ting.wire.WireScroll;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The devices of one kiosk, each at the far end of a TCP line. */
public final class Cabinet implements AutoCloseable {

    private static final int BAUD = 115_200;
    /** Where they hang on the relay board. */
    private static final int DOOR = 1;
    private static final int LAMP = 8;
    private static final Duration A_SIDE = Duration.ofSeconds(2);

    private final String kiosk;
    private final SimulatedSamVReader reader;
    private final SimulatedEscPosPrinter printer;
    private final SimulatedScanner scanner;
    private final SimulatedUps ups;
    private final SimulatedModbusBoard board;
    private final SimulatedIppPrinter a4;
    private final WireScroll scroll;
    private volatile boolean doorOpen;
    private volatile Optional<KioskPower> power = Optional.empty();

    /** Makes a cabinet that is switched off. */
    Cabinet(String kiosk, BenchPlan plan, KioskClock clock) {
        this.kiosk = kiosk;
        this.reader = new SimulatedSamVReader(plan.ports().reader(), BAUD, Duration.ZERO, clock);
        this.printer = new SimulatedEscPosPrinter(plan.ports().printer(), plan.printer(), clock);
        this.scanner = new SimulatedScanner(plan.ports().scanner(), SimulatedScanner.Maker.NEWLAND, clock);
        this.ups = new SimulatedUps(plan.ports().ups(), "kiosk", clock);
        this.board = new SimulatedModbusBoard(plan.ports().board(), clock);
        this.a4 = new SimulatedIppPrinter(plan.ports().a4(), A_SIDE, clock);
        this.scroll = new WireScroll(clock);
        reader.onTraffic(scroll.watch("reader", new SamVMeaning()));
        scanner.line().onTraffic(scroll.watch("scanner", new ScannerMeaning()));
        printer.line().onTraffic(scroll.watch("printer", new EscPosMeaning()));
    }

    /** Switches it on. */
    public void start() {
        reader.start();
        printer.start();
        scanner.start();
        ups.start();
        // The door is shut: its contact is closed.
        board.contact(DOOR, true);
        board.start();
        a4.start();
    }

    /** The kiosk it belongs to. */
    public String kiosk() {
        return kiosk;
    }

    public SimulatedSamVReader reader() {
        return reader;
    }

    public SimulatedEscPosPrinter printer() {
        return printer;
    }

    public SimulatedScanner scanner() {
        return scanner;
    }

    public SimulatedUps ups() {
        return ups;
    }

    public SimulatedModbusBoard board() {
        return board;
    }

    public SimulatedIppPrinter a4() {
        return a4;
    }

    /** Opens the cabinet's door, or shuts it. */
    void door(boolean open) {
        doorOpen = open;
        board.contact(DOOR, !open);
    }

    boolean isDoorOpen() {
        return doorOpen;
    }

    /** True while the lamp is lit. */
    boolean isLampLit() {
        return board.relay(LAMP);
    }

    /** What passed on its lines. */
    public WireScroll scroll() {
        return scroll;
    }

    /** The kiosk is a child of this bench from now on, and ends with the cabinet. */
    void power(KioskPower child) {
        power = Optional.of(child);
    }

    /** The kiosk's power switch; empty when the kiosk is no child of this bench. */
    Optional<KioskPower> power() {
        return power;
    }

    /**
     * Cuts the power of kiosk and printer at one moment, or gives it back.
     *
     * @throws IllegalArgumentException when the kiosk is no child of this bench
     */
    void power(boolean on) throws IOException {
        KioskPower child = power.orElseThrow(() ->
                new IllegalArgumentException("this kiosk was not started by the bench, which has no hand on its power"));
        if (on != child.isOn()) {
            // The printer first: paper stops where it is, and does not follow a kiosk that takes a moment to die.
            printer.power(on);
        }
        if (on) {
            child.on();
        } else {
            child.cut();
        }
    }

    @Override
    public void close() {
        power.ifPresent(KioskPower::close);
        reader.close();
        printer.close();
        scanner.close();
        ups.close();
        board.close();
        a4.close();
    }
}
