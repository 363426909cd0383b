package cn.ting.wire;

import cn.ting.time.KioskClock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/** A line seen from its far end. Its bytes take as long either way as on a UART with 8 data bits, no parity, 1 stop. */
final class FarLine implements Line {

    private static final int BITS_A_BYTE = 10;
    private static final int SLICE_BYTES = 16;

    private final Socket socket;
    private final int baud;
    private final KioskClock clock;
    private final Traffic traffic;

    FarLine(Socket socket, int baud, KioskClock clock, Traffic traffic) {
        this.socket = socket;
        this.baud = baud;
        this.clock = clock;
        this.traffic = traffic;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        if (baud == 0) {
            out.write(bytes);
        } else {
            writeInWireTime(out, bytes);
        }
        traffic.passed(Traffic.Direction.FROM_DEVICE, bytes.clone());
    }

    /** Each slice arrives when its last bit would, counted from the first, so that late wake-ups do not add up. */
    private void writeInWireTime(OutputStream out, byte[] bytes) throws IOException {
        Duration began = clock.uptime();
        for (int from = 0; from < bytes.length; from += SLICE_BYTES) {
            int count = Math.min(SLICE_BYTES, bytes.length - from);
            pause(began.plus(wireTime(from + count)).minus(clock.uptime()));
            out.write(bytes, from, count);
        }
    }

    private Duration wireTime(int bytes) {
        return Duration.ofNanos((long) bytes * BITS_A_BYTE * 1_000_000_000L / baud);
    }

    private void pause(Duration rest) throws InterruptedIOException {
        if (rest.isNegative() || rest.isZero()) {
            return;
        }
        try {
            clock.pause(rest);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the far end was stopped");
        }
    }

    @Override
    public int read(byte[] into, Duration patience) throws IOException {
        try {
            socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
            int count = socket.getInputStream().read(into);
            if (count < 0) {
                throw new LineClosedException("far end");
            }
            if (baud > 0) {
                pause(wireTime(count));
            }
            traffic.passed(Traffic.Direction.TO_DEVICE, Arrays.copyOf(into, count));
            return count;
        } catch (SocketTimeoutException silence) {
            return 0;
        } catch (SocketException broken) {
            throw new LineClosedException("far end");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
