package cn.ting.wire;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A line over a serial port, by jSerialComm, held alone: a second opening fails, here and in any process that locks ports.
 *
 * <p>The library's own disconnect event is not used: it repeats until the port is closed. A port that is gone fails the next read.
 */
final class SerialLine implements Line {

    private static final int WRITE_PATIENCE_MS = 5_000;

    private final SerialPort port;
    private final SerialAddress address;

    private SerialLine(SerialPort port, SerialAddress address) {
        this.port = port;
        this.address = address;
    }

    static SerialLine open(SerialAddress address) throws IOException {
        SerialPort port;
        try {
            port = SerialPort.getCommPort(address.path());
        } catch (SerialPortInvalidPortException noPort) {
            throw new IOException("cannot open " + address + ": there is no such port", noPort);
        }
        port.setComPortParameters(address.baud(), 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setFlowControl(switch (address.flow()) {
            case NONE -> SerialPort.FLOW_CONTROL_DISABLED;
            case RTSCTS -> SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED;
            case XONXOFF -> SerialPort.FLOW_CONTROL_XONXOFF_IN_ENABLED | SerialPort.FLOW_CONTROL_XONXOFF_OUT_ENABLED;
        });
        // 0: the library would let the port settle for a quarter of a second.
        if (!port.openPort(0)) {
            throw new IOException("cannot open " + address + ": error " + port.getLastErrorCode());
        }
        return new SerialLine(port, address);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING | SerialPort.TIMEOUT_WRITE_BLOCKING, 0, WRITE_PATIENCE_MS);
        int written = port.writeBytes(bytes, bytes.length);
        if (written < 0 || written != bytes.length && !Files.exists(Path.of(address.path()))) {
            throw new LineClosedException(address.toString());
        }
        if (written != bytes.length) {
            // The far end is there and takes no more, as a printer does that holds its line.
            throw new IOException(address + " takes no more bytes");
        }
    }

    @Override
    public int read(byte[] into, Duration patience) throws IOException {
        int millis = (int) Math.max(1, Math.min(Integer.MAX_VALUE, patience.toMillis()));
        if (!port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, millis, 0)) {
            throw new LineClosedException(address.toString());
        }
        int count = port.readBytes(into, into.length);
        // Some USB adapters that were pulled read nothing for ever; their file is gone all the same.
        if (count < 0 || count == 0 && !Files.exists(Path.of(address.path()))) {
            throw new LineClosedException(address.toString());
        }
        return count;
    }

    @Override
    public void close() {
        port.closePort();
    }
}
