package cn.ting.wire;

import java.util.Locale;

/**
 * A serial port, 8 data bits, no parity, 1 stop bit.
 *
 * @param path of the device; in a park one of {@code /dev/serial/by-id}, which names the device and not the plug it sits in
 * @param baud 300 to 4000000; a USB-CDC device ignores it
 * @param flow who may stop whom
 */
public record SerialAddress(String path, int baud, Flow flow) implements LineAddress {

    /** What most modules are set to when they leave the factory. */
    static final int USUAL_BAUD = 115_200;

    /** What receipt printers offer too, and termios has no word for: a port would be opened, and nobody held. */
    static final String NO_FLOW = "dtrdsr";

    /** Flow control, as receipt printers offer it to choose by their switches. */
    public enum Flow {
        NONE,
        RTSCTS,
        XONXOFF;

        static Flow named(String word) {
            return word == null ? NONE : valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public SerialAddress {
        if (baud < 300 || baud > 4_000_000) {
            throw new IllegalArgumentException("a baud rate is 300 to 4000000, not " + baud);
        }
    }

    /** A port may be a pseudo-terminal of this machine, which its path does not tell. */
    @Override
    public boolean isLoopback() {
        return path.startsWith("/dev/pts/");
    }

    @Override
    public String toString() {
        return "serial:" + path + "@" + baud + (flow == Flow.NONE ? "" : "," + flow.name().toLowerCase(Locale.ROOT));
    }
}
