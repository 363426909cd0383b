package cn.ting.port;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The bytes of a serial port, by jSerialComm, held alone: a second opening fails, here and in any process that locks ports.
 *
 * <p>The library's own disconnect event is not used: it repeats until the port is closed. A port that is gone fails the next read.
 */
final class SerialBytes implements OpenPort {

    private static final int WRITE_PATIENCE_MS = 5_000;

    private final SerialPort port;
    private final Path path;

    private SerialBytes(SerialPort port, Path path) {
        this.port = port;
        this.path = path;
    }

    /** @param wanted a {@link PortMessage#SERIAL} */
    static SerialBytes open(PortMessage wanted) throws IOException {
        String[] words = wanted.text().split("\n", 3);
        SerialPort port = named(words[0]);
        port.setComPortParameters(Integer.parseInt(words[1]), 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setFlowControl(switch (words[2]) {
            case "RTSCTS" -> SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED;
            case "XONXOFF" -> SerialPort.FLOW_CONTROL_XONXOFF_IN_ENABLED | SerialPort.FLOW_CONTROL_XONXOFF_OUT_ENABLED;
            default -> SerialPort.FLOW_CONTROL_DISABLED;
        });
        open(port);
        return new SerialBytes(port, Path.of(words[0]));
    }

    static SerialPort named(String path) throws IOException {
        try {
            return SerialPort.getCommPort(path);
        } catch (SerialPortInvalidPortException noPort) {
            throw new IOException("there is no such port", noPort);
        }
    }

    static void open(SerialPort port) throws IOException {
        // 0: the library would let the port settle for a quarter of a second.
        if (!port.openPort(0)) {
            throw new IOException("error " + port.getLastErrorCode());
        }
    }

    @Override
    public PortMessage answer(PortMessage question) throws IOException {
        return switch (question.kind()) {
            case PortMessage.WRITE -> write(question.content());
            case PortMessage.READ -> read(question.number(0), question.number(1));
            default -> throw OpenPort.strange(question);
        };
    }

    private PortMessage write(byte[] bytes) throws IOException {
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING | SerialPort.TIMEOUT_WRITE_BLOCKING, 0, WRITE_PATIENCE_MS);
        int written = port.writeBytes(bytes, bytes.length);
        if (written < 0 || written != bytes.length && !Files.exists(path)) {
            throw new GoneException();
        }
        if (written != bytes.length) {
            // The far end is there and takes no more, as a printer does that holds its line.
            throw new IOException("takes no more bytes");
        }
        return PortMessage.of(PortMessage.DONE);
    }

    private PortMessage read(int most, int millis) throws IOException {
        if (!port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, millis, 0)) {
            throw new GoneException();
        }
        byte[] into = new byte[Math.min(most, PortMessage.MOST)];
        int count = port.readBytes(into, into.length);
        // Some USB adapters that were pulled read nothing for ever; their file is gone all the same.
        if (count < 0 || count == 0 && !Files.exists(path)) {
            throw new GoneException();
        }
        byte[] came = Arrays.copyOf(into, count);
        Arrays.fill(into, 0, count, (byte) 0);
        return new PortMessage(PortMessage.DONE, came);
    }

    @Override
    public void close() {
        port.closePort();
    }
}
