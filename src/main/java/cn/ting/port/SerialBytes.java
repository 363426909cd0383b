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

    private static final int TENTH_MS = 100;
    private static final int MOST_TENTHS = 255;
    private static final int UNSET = 0;

    private final SerialPort port;
    private final Path path;
    private int tenths = UNSET;

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
            case PortMessage.ASK -> {
                write(question.asked());
                yield read(question.number(0), question.number(1));
            }
            default -> throw OpenPort.strange(question);
        };
    }

    /** @param bytes wiped when they are written */
    private PortMessage write(byte[] bytes) throws IOException {
        if (tenths == UNSET) {
            waitFor(1);
        }
        int written = port.writeBytes(bytes, bytes.length);
        Arrays.fill(bytes, (byte) 0);
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
        waitFor(millis);
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

    /**
     * How long a read waits, in the tenths of a second that the kernel counts (VTIME, one byte): it is told when that changes only, since the
     * library asks it four things each time.
     */
    private void waitFor(int millis) throws GoneException {
        int wanted = Math.max(1, Math.min(MOST_TENTHS, Math.round(millis / (float) TENTH_MS)));
        if (wanted != tenths) {
            if (!port.setComPortTimeouts(
                    SerialPort.TIMEOUT_READ_SEMI_BLOCKING | SerialPort.TIMEOUT_WRITE_BLOCKING, wanted * TENTH_MS, WRITE_PATIENCE_MS)) {
                throw new GoneException();
            }
            tenths = wanted;
        }
    }

    @Override
    public void close() {
        port.closePort();
    }
}
