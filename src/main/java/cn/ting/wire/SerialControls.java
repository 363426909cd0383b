package cn.ting.wire;

import cn.ting.port.PortMessage;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * The control lines of a serial port of this machine, held alone by another process ({@link Ports}), with no byte sent. The kernel raises both
 * outputs while it opens a port, and lets them fall when it is closed, also by the end of that process. Used by one thread. No call takes longer
 * than 15 s; a port or a process that is gone is a {@link LineClosedException}.
 */
public final class SerialControls implements Closeable {

    private final PortCalls port;
    private final SerialAddress address;

    private SerialControls(PortCalls port, SerialAddress address) {
        this.port = port;
        this.address = address;
    }

    static SerialControls open(Ports ports, SerialAddress address) throws IOException {
        return new SerialControls(PortLine.opened(ports, PortMessage.of(PortMessage.CONTROLS, address.path()), address), address);
    }

    /** Lets both outputs fall; false when this port has none. */
    public boolean hasLines() throws IOException {
        return ask(PortMessage.of(PortMessage.HAS_LINES)).yes();
    }

    /** Raises DTR, or lets it fall. */
    public void dtr(boolean raised) throws IOException {
        ask(PortMessage.of(PortMessage.DTR, raised));
    }

    /** Raises RTS, or lets it fall. */
    public void rts(boolean raised) throws IOException {
        ask(PortMessage.of(PortMessage.RTS, raised));
    }

    public boolean cts() throws IOException {
        return raised(PortMessage.CTS);
    }

    public boolean dsr() throws IOException {
        return raised(PortMessage.DSR);
    }

    public boolean dcd() throws IOException {
        return raised(PortMessage.DCD);
    }

    public boolean ri() throws IOException {
        return raised(PortMessage.RI);
    }

    /** Returns when the port is there. */
    public void prove() throws IOException {
        ask(PortMessage.of(PortMessage.INPUTS));
    }

    private boolean raised(int input) throws IOException {
        return (ask(PortMessage.of(PortMessage.INPUTS)).content()[0] & input) != 0;
    }

    private PortMessage ask(PortMessage question) throws IOException {
        try {
            return port.ask(question, Duration.ZERO);
        } catch (PortCalls.RefusedException refused) {
            throw new IOException(address + " " + refused.getMessage(), refused);
        }
    }

    @Override
    public void close() {
        port.close();
    }
}
