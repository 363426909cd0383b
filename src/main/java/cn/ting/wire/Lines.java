package cn.ting.wire;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;

/**
 * Opens lines by address: {@value LineAddress#FORMS}, where an IPv6 host stands in square brackets; and lines to programs of
 * this machine.
 */
@Singleton
public class Lines {

    private final Ports ports;

    /** Their local ports are held by one process for all lines of this one. */
    public Lines() {
        this(Ports.ofThisProcess());
    }

    Lines(Ports ports) {
        this.ports = ports;
    }

    /**
     * Opens a line; waits for a far end on the network no longer than five seconds.
     *
     * @throws IOException when the far end cannot be reached, or a port or file not be opened
     * @throws IllegalArgumentException when the address is of no known kind, see {@link LineAddress}
     */
    public Line open(String address) throws IOException {
        LineAddress to = LineAddress.parse(address);
        if (to instanceof SerialAddress serial) {
            return PortLine.serial(ports, serial);
        }
        if (to instanceof FileAddress file) {
            return FileLine.open(file, ports);
        }
        return TcpLine.open((TcpAddress) to);
    }

    /**
     * Opens a line that leaves this machine, whatever its name promised; otherwise as {@link #open}.
     *
     * @throws IOException also when the far end stands on this machine
     */
    public Line openAbroad(String address) throws IOException {
        Line line = open(address);
        if (line instanceof TcpLine tcp && tcp.staysHere()) {
            line.close();
            throw new IOException(address + " leads to this machine itself");
        }
        return line;
    }

    /**
     * Opens a serial port for its control lines alone.
     *
     * @throws IOException when it cannot be opened
     */
    public SerialControls openControls(SerialAddress address) throws IOException {
        return SerialControls.open(ports, address);
    }

    /**
     * Starts a program as a child process.
     *
     * @param command the program, by its name or path, and its arguments; they stand in the machine's list of processes, so no
     *     personal datum may be among them
     * @throws NoProgramException when there is no such program
     * @throws IOException when it cannot be started
     */
    public ChildLine run(List<String> command) throws IOException {
        return ChildLine.start(command);
    }
}
