package cn.ting.wire;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The control lines of a serial port of this machine, by jSerialComm, held alone, with no byte sent. The kernel raises both outputs while
 * it opens a port, and lets them fall when it is closed, also by the end of the process. Used by one thread.
 */
public final class SerialControls implements Closeable {

    private final SerialPort port;
    private final SerialAddress address;

    private SerialControls(SerialPort port, SerialAddress address) {
        this.port = port;
        this.address = address;
    }

    static SerialControls open(SerialAddress address) throws IOException {
        SerialPort port;
        try {
            port = SerialPort.getCommPort(address.path());
        } catch (SerialPortInvalidPortException noPort) {
            throw new IOException("cannot open " + address + ": there is no such port", noPort);
        }
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        // Asked for before it is opened: it raises them for no longer than it must.
        port.clearDTR();
        port.clearRTS();
        if (!port.openPort(0)) {
            throw new IOException("cannot open " + address + ": error " + port.getLastErrorCode());
        }
        return new SerialControls(port, address);
    }

    /** Lets both outputs fall; false when this port has none. */
    public boolean hasLines() {
        return port.clearDTR() && port.clearRTS();
    }

    /** Raises DTR, or lets it fall. */
    public void dtr(boolean raised) throws IOException {
        done(raised ? port.setDTR() : port.clearDTR(), "DTR");
    }

    /** Raises RTS, or lets it fall. */
    public void rts(boolean raised) throws IOException {
        done(raised ? port.setRTS() : port.clearRTS(), "RTS");
    }

    public boolean cts() {
        return port.getCTS();
    }

    public boolean dsr() {
        return port.getDSR();
    }

    public boolean dcd() {
        return port.getDCD();
    }

    public boolean ri() {
        return port.getRI();
    }

    /** The library calls a line of a port that was pulled low, so it is looked whether the port is there. */
    public void prove() throws IOException {
        if (!Files.exists(Path.of(address.path()))) {
            throw new LineClosedException(address.toString());
        }
    }

    private void done(boolean done, String line) throws IOException {
        if (!done) {
            prove();
            throw new IOException(address + " does not switch " + line);
        }
    }

    @Override
    public void close() {
        port.closePort();
    }
}
