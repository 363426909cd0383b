package cn.ting.device.document;

import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import cn.ting.wire.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * One IPP request and its answer over HTTP/1.1 (RFC 8010, 4; RFC 9112), on a connection of its own.
 *
 * <p>HTTP is spoken here and not by the JDK's client, which may send a POST twice when a connection breaks, and which sets no end to
 * an answer that keeps dripping. Here whatever takes too long is ended by closing the connection, what is being written too. For one
 * thread.
 */
final class IppPost {

    private static final int PIECE = 16 * 1024;

    /** A printer that takes a document no faster than this has stopped: it prints while it reads, and its buffer is full. */
    private static final Duration STALL = Duration.ofSeconds(20);

    /** The printer could not be reached: not a byte has been sent. */
    static final class NotReachedException extends IOException {

        private NotReachedException(IOException why) {
            super(why.getMessage(), why);
        }
    }

    private final Lines lines;
    private final IppAddress to;
    private final KioskClock clock;
    private final Runnable round;

    /**
     * @param round told whenever something has gone through
     */
    IppPost(Lines lines, IppAddress to, KioskClock clock, Runnable round) {
        this.lines = lines;
        this.to = to;
        this.clock = clock;
        this.round = round;
    }

    /**
     * Sends and waits for the answer.
     *
     * @param request the IPP message
     * @param document what follows it; empty for most
     * @param patience longest wait for the answer, from the last byte sent
     * @return the answer's body, at most {@value HttpAnswer#MOST_BODY} bytes
     * @throws NotReachedException when nothing was sent
     * @throws IOException when the connection broke, the answer took too long, or was not one of IPP
     */
    byte[] send(byte[] request, byte[] document, Duration patience) throws IOException {
        round.run();
        try (Line line = open()) {
            write(line, head(request.length + document.length));
            write(line, request);
            for (int sent = 0; sent < document.length; sent += PIECE) {
                byte[] piece = Arrays.copyOfRange(document, sent, Math.min(document.length, sent + PIECE));
                write(line, piece);
                Arrays.fill(piece, (byte) 0);
            }
            return new HttpAnswer(line, clock, clock.uptime().plus(patience)).body();
        } finally {
            round.run();
        }
    }

    private Line open() throws NotReachedException {
        try {
            return lines.open(to.line());
        } catch (IOException away) {
            throw new NotReachedException(away);
        }
    }

    private byte[] head(int length) {
        return ("POST " + to.path() + " HTTP/1.1\r\n"
                        + "Host: " + to.authority() + "\r\n"
                        + "Content-Type: " + HttpAnswer.IPP + "\r\n"
                        + "Content-Length: " + length + "\r\n"
                        + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void write(Line line, byte[] bytes) throws IOException {
        KioskClock.Alarm stalled = clock.after(STALL, () -> close(line));
        try {
            line.write(bytes);
        } finally {
            stalled.cancel();
        }
        round.run();
    }

    private static void close(Line line) {
        try {
            line.close();
        } catch (IOException already) {
            // It is closed, which is all that was wanted.
        }
    }
}
