package cn.ting.wire;

import cn.ting.port.PortMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/** A line over a local port that is held alone by another process ({@link Ports}): a serial port, or an input device's keys. */
final class PortLine implements Line {

    /** As much as a port's own buffer holds. */
    private static final int PIECE = 4_096;

    /** Of a byte on the line, and two to spare. */
    private static final int BITS = 12;

    private final PortCalls port;
    private final String address;
    private final int baud;

    private PortLine(PortCalls port, String address, int baud) {
        this.port = port;
        this.address = address;
        this.baud = baud;
    }

    static PortLine serial(Ports ports, SerialAddress address) throws IOException {
        PortMessage wanted = PortMessage.of(PortMessage.SERIAL, address.path() + "\n" + address.baud() + "\n" + address.flow());
        return new PortLine(opened(ports, wanted, address), address.toString(), address.baud());
    }

    static PortCalls opened(Ports ports, PortMessage wanted, LineAddress address) throws IOException {
        try {
            return ports.open(wanted, address.toString());
        } catch (PortCalls.RefusedException refused) {
            throw new IOException("cannot open " + address + ": " + refused.getMessage(), refused);
        }
    }

    /** @throws SharedException when it cannot be had alone, in a sentence that says why */
    static PortLine keys(Ports ports, FileAddress address) throws IOException {
        try {
            PortCalls keys = ports.open(PortMessage.of(PortMessage.KEYS, address.path()), address.toString());
            return new PortLine(keys, address.toString(), SerialAddress.USUAL_BAUD);
        } catch (PortCalls.RefusedException refused) {
            throw (SharedException) new SharedException(refused.getMessage()).initCause(refused);
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        try {
            for (int sent = 0; sent < bytes.length; sent += PIECE) {
                byte[] piece = Arrays.copyOfRange(bytes, sent, Math.min(bytes.length, sent + PIECE));
                port.ask(new PortMessage(PortMessage.WRITE, piece), onTheLine(piece));
            }
        } catch (PortCalls.RefusedException refused) {
            throw new IOException(address + " " + refused.getMessage(), refused);
        }
    }

    @Override
    public int read(byte[] into, Duration patience) throws IOException {
        return came(PortMessage.of(PortMessage.READ, into.length, millis(patience)), into, patience);
    }

    @Override
    public int ask(byte[] question, byte[] into, Duration patience) throws IOException {
        if (question.length > PIECE) {
            return Line.super.ask(question, into, patience);
        }
        return came(PortMessage.asking(question, into.length, millis(patience)), into, patience.plus(onTheLine(question)));
    }

    private static int millis(Duration patience) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, patience.toMillis()));
    }

    private Duration onTheLine(byte[] bytes) {
        return Duration.ofSeconds(bytes.length * BITS / baud);
    }

    private int came(PortMessage question, byte[] into, Duration within) throws IOException {
        try {
            PortMessage came = port.ask(question, within);
            System.arraycopy(came.content(), 0, into, 0, came.content().length);
            came.wipe();
            return came.content().length;
        } catch (PortCalls.RefusedException refused) {
            throw new IOException(address + " " + refused.getMessage(), refused);
        }
    }

    @Override
    public void close() {
        port.close();
    }
}
