package cn.ting.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a line leads: over the network, to a serial port, or to a device file. */
public sealed interface LineAddress permits TcpAddress, SerialAddress, FileAddress {

    /** How the three kinds are written. */
    String FORMS = "tcp:HOST:PORT, serial:/dev/NAME[@BAUD[,rtscts|xonxoff]] or file:/dev/NAME";

    /** Parses one of {@link #FORMS}; refuses everything else with an {@link IllegalArgumentException} that says why. */
    static LineAddress parse(String address) {
        Matcher tcp = Patterns.TCP.matcher(address);
        if (tcp.matches()) {
            return new TcpAddress(tcp.group(1) != null ? tcp.group(1) : tcp.group(2), Integer.parseInt(tcp.group(3)));
        }
        Matcher serial = Patterns.SERIAL.matcher(address);
        if (serial.matches()) {
            if (SerialAddress.NO_FLOW.equals(serial.group(3))) {
                throw new IllegalArgumentException("Linux heeds no dtrdsr: wire the printer's BUSY to CTS and say rtscts, not " + address);
            }
            int baud = serial.group(2) == null ? SerialAddress.USUAL_BAUD : Integer.parseInt(serial.group(2));
            return new SerialAddress(serial.group(1), baud, SerialAddress.Flow.named(serial.group(3)));
        }
        Matcher file = Patterns.FILE.matcher(address);
        if (file.matches()) {
            return new FileAddress(file.group(1));
        }
        throw new IllegalArgumentException("a line is written " + FORMS + ", not " + address);
    }

    /** True when the line never leaves this machine: nothing real stands there in a park. */
    boolean isLoopback();

    /** How addresses are recognised. */
    final class Patterns {
        private static final Pattern TCP = Pattern.compile("tcp:(?:\\[([0-9a-fA-F:]+)]|([^:\\[\\]]+)):(\\d{1,5})");
        private static final Pattern SERIAL = Pattern.compile("serial:(/[^@\\s]+)(?:@(\\d{1,7})(?:,(rtscts|dtrdsr|xonxoff))?)?");
        private static final Pattern FILE = Pattern.compile("file:(/\\S+)");

        private Patterns() {}
    }
}
