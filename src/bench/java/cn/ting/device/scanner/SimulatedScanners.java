package cn.ting.device.scanner;

import cn.ting.time.KioskClock;
import cn.ting.wire.Meaning.Message;
import cn.ting.wire.WireScroll;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The scanner behind a cabinet's window, and those that may be put in its place. Safe for use by any thread. */
public final class SimulatedScanners implements AutoCloseable {

    /** What a scanner speaks. */
    public enum Kind {
        /** A Newland module on a serial line, which is told when to look. */
        SERIAL("serial-scanner"),
        /** Reports through a hidraw file. */
        HID_POS("hid-pos-scanner"),
        /** Keys through an evdev file. */
        KEYBOARD("keyboard-scanner");

        private final String driver;

        Kind(String driver) {
            this.driver = driver;
        }

        /** The driver for it, as {@code device-config} names it. */
        public String driver() {
            return driver;
        }

        /** As hands name it, such as {@code hid-pos}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** @throws IllegalArgumentException when there is none of this name */
        public static Kind of(String name) {
            for (Kind kind : values()) {
                if (kind.toString().equals(name)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("a scanner is serial, hid-pos or keyboard");
        }
    }

    private final SimulatedScanner serial;
    private final Map<Kind, ScannerHands> all = new EnumMap<>(Kind.class);
    private Kind kind = Kind.SERIAL;

    /**
     * Makes a cabinet's, of which none is plugged in; the serial one is in its place.
     *
     * @param port of the serial one's line, 0 for any free one
     * @param folder where the others' device files appear
     */
    public SimulatedScanners(int port, Path folder, KioskClock clock) {
        serial = new SimulatedScanner(port, SimulatedScanner.Maker.NEWLAND, clock);
        all.put(Kind.SERIAL, serial);
        all.put(Kind.HID_POS, new SimulatedReportScanner(folder.resolve(Kind.HID_POS.driver()), SpokenReports.USUAL));
        all.put(Kind.KEYBOARD, new SimulatedReportScanner(folder.resolve(Kind.KEYBOARD.driver()), new SpokenKeys()));
    }

    /** Has what passes on their lines written down. */
    public void watchedBy(WireScroll scroll) {
        serial.onTraffic(scroll.watch("scanner", new ScannerMeaning()));
        for (Kind one : List.of(Kind.HID_POS, Kind.KEYBOARD)) {
            String says = one == Kind.HID_POS ? "a code, in HID POS reports" : "a code, typed and ended by Enter";
            all.get(one).onTraffic(scroll.watch("scanner", (direction, bytes) -> List.of(new Message(bytes, says))));
        }
    }

    /** The one in its place. */
    public synchronized ScannerHands now() {
        return all.get(kind);
    }

    public synchronized Kind kind() {
        return kind;
    }

    /** Puts another in its place, plugged in and fresh; the one before is out of it. */
    public synchronized void put(Kind other) {
        now().unplug();
        kind = other;
        now().mute(false);
        now().start();
    }

    /** The port of the serial one's line, also while it is not in its place. */
    public int port() {
        return serial.line().port();
    }

    @Override
    public void close() {
        all.values().forEach(ScannerHands::close);
    }
}
