package cn.ting.device.document;

import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import cn.ting.wire.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * One IPP request and its answer over HTTP/1.1 (RFC 8010, 4; RFC 9112), on a connection of its own. None is used for two requests: one
 * that the printer closes meanwhile would leave open what became of the second.
 *
 * <p>HTTP is spoken here and not by the JDK's client, which may send a POST twice when a connection breaks, and which sets no end to
 * an answer that keeps dripping. Here whatever takes too long is ended by closing the connection, what is being written too. For one
 * thread.
 */
final class IppPost {

    private static final int PIECE = 16 * 1024;

    /** A printer may close a connection on which nothing comes; none does so sooner. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** A printer that takes a document no faster than this has stopped: it prints while it reads, and its buffer is full. */
    private static final Duration STALL = Duration.ofSeconds(20);

    /** The printer could not be reached: not a byte has been sent. */
    static final class NotReachedException extends IOException {

        private NotReachedException(IOException why) {
            super(why.getMessage(), why);
        }
    }

    /**
     * Ends a writing that does not go on any more. There is one alarm for all of it, since to set one for each piece and to call it off
     * takes longer than most pieces do.
     */
    static final class StalledWriting implements AutoCloseable {

        private final KioskClock clock;
        private final Duration longest;
        private final Runnable end;
        private Duration last;
        private KioskClock.Alarm alarm;
        private boolean over;

        /**
         * @param longest what is granted to each piece
         * @param end run on the clock's thread, so that it must not wait
         */
        StalledWriting(KioskClock clock, Duration longest, Runnable end) {
            this.clock = clock;
            this.longest = longest;
            this.end = end;
            this.last = clock.uptime();
            this.alarm = clock.after(longest, this::look);
        }

        /** The next piece begins. */
        synchronized void goesOn() {
            last = clock.uptime();
        }

        private synchronized void look() {
            if (over) {
                return;
            }
            Duration left = last.plus(longest).minus(clock.uptime());
            if (left.isNegative() || left.isZero()) {
                end.run();
            } else {
                alarm = clock.after(left, this::look);
            }
        }

        @Override
        public synchronized void close() {
            over = true;
            alarm.cancel();
        }
    }

    private final Lines lines;
    private final IppAddress to;
    private final KioskClock clock;
    private final Runnable round;
    /** Opened for the next request while the last one was answered; null without one. */
    private Line ahead;
    private Duration aheadSince = Duration.ZERO;

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
     * @param anotherFollows true to open the connection of the next request, which comes within a second, while the printer thinks
     * @return the answer's body, at most {@value HttpAnswer#MOST_BODY} bytes
     * @throws NotReachedException when nothing was sent
     * @throws IOException when the connection broke, the answer took too long, or was not one of IPP
     */
    byte[] send(byte[] request, byte[] document, Duration patience, boolean anotherFollows) throws IOException {
        round.run();
        try (Line line = connection()) {
            write(line, request, document);
            if (anotherFollows) {
                openAhead();
            }
            return new HttpAnswer(line, clock, clock.uptime().plus(patience)).body();
        } finally {
            round.run();
        }
    }

    private Line connection() throws NotReachedException {
        Line opened = ahead;
        ahead = null;
        if (opened != null && clock.uptime().minus(aheadSince).compareTo(FRESH) < 0) {
            return opened;
        }
        if (opened != null) {
            close(opened);
        }
        return open();
    }

    private void openAhead() {
        try {
            ahead = open();
            aheadSince = clock.uptime();
        } catch (NotReachedException later) {
            // The next request tries for itself, and tells.
        }
    }

    private Line open() throws NotReachedException {
        try {
            return lines.open(to.line());
        } catch (IOException away) {
            throw new NotReachedException(away);
        }
    }

    /** Head and message in one piece, so that the printer wakes once for both. */
    private byte[] begun(byte[] request, int length) {
        byte[] head = ("POST " + to.path() + " HTTP/1.1\r\n"
                        + "Host: " + to.authority() + "\r\n"
                        + "Content-Type: " + HttpAnswer.IPP + "\r\n"
                        + "Content-Length: " + length + "\r\n"
                        + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] begun = Arrays.copyOf(head, head.length + request.length);
        System.arraycopy(request, 0, begun, head.length, request.length);
        return begun;
    }

    private void write(Line line, byte[] request, byte[] document) throws IOException {
        try (StalledWriting stalled = new StalledWriting(clock, STALL, () -> close(line))) {
            line.write(begun(request, request.length + document.length));
            for (int sent = 0; sent < document.length; sent += PIECE) {
                byte[] piece = Arrays.copyOfRange(document, sent, Math.min(document.length, sent + PIECE));
                stalled.goesOn();
                line.write(piece);
                Arrays.fill(piece, (byte) 0);
                round.run();
            }
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
