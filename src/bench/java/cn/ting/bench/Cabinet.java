package cn.ting.bench;

import cn.ting.code.HeldCode;
import cn.ting.device.board.SimulatedModbusBoard;
import cn.ting.device.camera.SimulatedCamera;
import cn.ting.device.contactcard.SimulatedSocialCard;
import cn.ting.device.contactcard.SocialCardChip;
import cn.ting.device.contactcard.SocialCardContent;
import cn.ting.device.document.SimulatedIppPrinter;
import cn.ting.device.idcard.SamVMeaning;
import cn.ting.device.idcard.SimulatedSamVReader;
import cn.ting.device.receipt.EscPosMeaning;
import cn.ting.device.receipt.SimulatedEscPosPrinter;
import cn.ting.device.scanner.SimulatedScanners;
import cn.ting.device.speaker.SimulatedSpeaker;
import cn.ting.device.ups.SimulatedUps;
import cn.ting.time.KioskClock;
import cn.ting.wire.WireScroll;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** The devices of one kiosk, each at the far end of a TCP line or of a device file. */
public final class Cabinet implements AutoCloseable {

    private static final int BAUD = 115_200;
    /** Where they hang on the relay board. */
    private static final int DOOR = 1;
    private static final int LAMP = 8;
    private static final Duration A_SIDE = Duration.ofSeconds(2);
    /** Enough for a slip's code, at a third of what a real camera's frames cost. */
    private static final int CAMERA_WIDTH = 640;
    private static final int CAMERA_HEIGHT = 480;
    /** Where vsmartcard's virtual reader (vpcd) waits for a card, in a real smart-card service of this machine. */
    private static final InetSocketAddress VIRTUAL_READER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 35_963);
    private static final Duration PUSHED_IN_WITHIN = Duration.ofSeconds(3);
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final String kiosk;
    private final SimulatedSamVReader reader;
    private final SimulatedEscPosPrinter printer;
    private final SimulatedScanners scanners;
    private final SimulatedUps ups;
    private final SimulatedModbusBoard board;
    private final SimulatedIppPrinter a4;
    private final SimulatedCamera camera;
    private final SimulatedSpeaker speaker;
    private final SimulatedSocialCard social;
    private final WireScroll scroll;
    private final KioskClock clock;
    private volatile boolean doorOpen;
    private volatile Optional<KioskPower> power = Optional.empty();

    /** Makes a cabinet that is switched off. */
    Cabinet(String kiosk, BenchPlan plan, KioskClock clock) {
        this.kiosk = kiosk;
        this.reader = new SimulatedSamVReader(plan.ports().reader(), BAUD, Duration.ZERO, clock);
        this.printer = new SimulatedEscPosPrinter(plan.ports().printer(), plan.printer(), clock);
        this.scanners = new SimulatedScanners(plan.ports().scanner(), plan.files().resolve(kiosk), clock);
        this.ups = new SimulatedUps(plan.ports().ups(), "kiosk", clock);
        this.board = new SimulatedModbusBoard(plan.ports().board(), clock);
        this.a4 = new SimulatedIppPrinter(plan.ports().a4(), A_SIDE, clock);
        this.camera = new SimulatedCamera(plan.ports().camera(), CAMERA_WIDTH, CAMERA_HEIGHT, clock);
        this.speaker = new SimulatedSpeaker(plan.ports().speaker(), clock);
        this.social = new SimulatedSocialCard(VIRTUAL_READER, new SocialCardChip(SocialCardContent.zhang(), false), clock);
        this.clock = clock;
        this.scroll = new WireScroll(clock);
        reader.onTraffic(scroll.watch("reader", new SamVMeaning()));
        scanners.watchedBy(scroll);
        printer.line().onTraffic(scroll.watch("printer", new EscPosMeaning()));
    }

    /** Switches it on. */
    public void start() {
        reader.start();
        printer.start();
        scanners.now().start();
        ups.start();
        // The door is shut: its contact is closed.
        board.contact(DOOR, true);
        board.start();
        a4.start();
        camera.start();
        speaker.start();
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

    public SimulatedScanners scanners() {
        return scanners;
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

    public SimulatedCamera camera() {
        return camera;
    }

    /** Holds a code before the camera. */
    void holdUp(String text) {
        camera.show(HeldCode.frame(text, CAMERA_WIDTH, CAMERA_HEIGHT));
    }

    public SimulatedSpeaker speaker() {
        return speaker;
    }

    public SimulatedSocialCard social() {
        return social;
    }

    /**
     * Pushes the social-security card in; returns when a reader holds it.
     *
     * @throws IllegalArgumentException when this machine has no virtual reader
     */
    void pushIn() throws IOException {
        social.insert();
        Duration until = clock.uptime().plus(PUSHED_IN_WITHIN);
        try {
            while (!social.isHeld() && clock.uptime().compareTo(until) < 0) {
                clock.pause(GLANCE);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
        if (!social.isHeld()) {
            social.pull();
            throw new IllegalArgumentException("no virtual card reader waits on 127.0.0.1:35963: install pcscd and vsmartcard-vpcd");
        }
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
        scanners.close();
        ups.close();
        board.close();
        a4.close();
        camera.close();
        speaker.close();
        social.close();
    }
}
