package cn.ting.port;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The control lines of a serial port, by jSerialComm, held alone, with no byte sent. The kernel raises both outputs while it opens a port, and
 * lets them fall when it is closed, also by the end of the process.
 */
final class SerialLevels implements OpenPort {

    private final SerialPort port;
    private final Path path;

    private SerialLevels(SerialPort port, Path path) {
        this.port = port;
        this.path = path;
    }

    /** @param wanted a {@link PortMessage#CONTROLS} */
    static SerialLevels open(PortMessage wanted) throws IOException {
        SerialPort port = SerialBytes.named(wanted.text());
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        // Asked for before it is opened: it raises them for no longer than it must.
        port.clearDTR();
        port.clearRTS();
        SerialBytes.open(port);
        return new SerialLevels(port, Path.of(wanted.text()));
    }

    @Override
    public PortMessage answer(PortMessage question) throws IOException {
        return switch (question.kind()) {
            case PortMessage.HAS_LINES -> PortMessage.of(PortMessage.DONE, port.clearDTR() && port.clearRTS());
            case PortMessage.DTR -> done(question.yes() ? port.setDTR() : port.clearDTR(), "DTR");
            case PortMessage.RTS -> done(question.yes() ? port.setRTS() : port.clearRTS(), "RTS");
            case PortMessage.INPUTS -> inputs();
            default -> throw OpenPort.strange(question);
        };
    }

    /** The library calls a line of a port that was pulled low, so it is looked whether the port is there. */
    private void prove() throws IOException {
        if (!Files.exists(path)) {
            throw new GoneException();
        }
    }

    private PortMessage done(boolean done, String line) throws IOException {
        if (!done) {
            prove();
            throw new IOException("does not switch " + line);
        }
        return PortMessage.of(PortMessage.DONE);
    }

    private PortMessage inputs() throws IOException {
        int raised = (port.getCTS() ? PortMessage.CTS : 0) | (port.getDSR() ? PortMessage.DSR : 0) | (port.getDCD() ? PortMessage.DCD : 0)
                | (port.getRI() ? PortMessage.RI : 0);
        prove();
        return PortMessage.ofByte(PortMessage.DONE, raised);
    }

    @Override
    public void close() {
        port.closePort();
    }
}
