package cn.ting.device.document;

import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads one answer of HTTP/1.1 (RFC 9112) off a line: every length has a limit, and all of it one deadline. For one thread. */
final class HttpAnswer {

    static final String IPP = "application/ipp";

    /** The most bytes of a body: a printer's whole description takes some 30,000. */
    static final int MOST_BODY = 256 * 1024;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [1-5]\\d\\d( .*)?");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,9}");
    private static final Pattern CHUNK_SIZE = Pattern.compile("[0-9a-fA-F]{1,7}");
    private static final int MOST_HEAD = 8 * 1024;
    private static final int MOST_INTERIM = 4;

    private final Line line;
    private final KioskClock clock;
    private final Duration deadline;
    private final byte[] chunk = new byte[4 * 1024];
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int at;
    private int end;
    private int headLeft = MOST_HEAD;
    private long length = -1;
    private boolean chunked;
    private boolean ipp;

    /**
     * @param deadline of the whole answer, by uptime
     */
    HttpAnswer(Line line, KioskClock clock, Duration deadline) {
        this.line = line;
        this.clock = clock;
        this.deadline = deadline;
    }

    /**
     * Reads the whole answer.
     *
     * @throws IOException when it is torn, too long, too late, no answer of HTTP, not 200, or not of IPP
     */
    byte[] body() throws IOException {
        int status = head();
        for (int interim = 0; status >= 100 && status < 200; interim++) {
            // 100 Continue comes unasked from some.
            if (interim == MOST_INTERIM) {
                throw new IOException("an answer that only ever announces another");
            }
            status = head();
        }
        if (status != 200) {
            throw new IOException("HTTP status " + status);
        }
        if (!ipp) {
            throw new IOException("an answer that is not of IPP");
        }
        if (chunked) {
            chunks();
        } else if (length >= 0) {
            take(length);
        } else {
            untilClosed();
        }
        return body.toByteArray();
    }

    private int head() throws IOException {
        length = -1;
        chunked = false;
        ipp = false;
        String first = text();
        if (!STATUS_LINE.matcher(first).matches()) {
            throw new IOException("no answer of HTTP");
        }
        for (String field = text(); !field.isEmpty(); field = text()) {
            field(field.toLowerCase(Locale.ROOT));
        }
        return Integer.parseInt(first.substring(9, 12));
    }

    private void field(String field) throws IOException {
        int colon = field.indexOf(':');
        String value = field.substring(colon + 1).strip();
        switch (colon < 0 ? "" : field.substring(0, colon)) {
            case "content-length" -> {
                if (!LENGTH.matcher(value).matches()) {
                    throw new IOException("a length that is none");
                }
                length = Long.parseLong(value);
            }
            case "transfer-encoding" -> chunked = value.endsWith("chunked");
            case "content-type" -> ipp = value.equals(IPP) || value.startsWith(IPP + ";");
            default -> { }
        }
    }

    private void chunks() throws IOException {
        while (true) {
            String size = text();
            int extension = size.indexOf(';');
            String digits = (extension < 0 ? size : size.substring(0, extension)).strip();
            if (!CHUNK_SIZE.matcher(digits).matches()) {
                throw new IOException("a chunk without a size");
            }
            int bytes = Integer.parseInt(digits, 16);
            if (bytes == 0) {
                return;
            }
            take(bytes);
            if (!text().isEmpty()) {
                throw new IOException("a chunk longer than it said");
            }
            headLeft = MOST_HEAD;
        }
    }

    private void take(long bytes) throws IOException {
        if (body.size() + bytes > MOST_BODY) {
            throw new IOException("an answer of more than " + MOST_BODY + " bytes");
        }
        for (long left = bytes; left > 0; ) {
            if (at == end) {
                fill();
            }
            int piece = (int) Math.min(left, end - at);
            body.write(chunk, at, piece);
            at += piece;
            left -= piece;
        }
    }

    private void untilClosed() throws IOException {
        try {
            while (true) {
                take(1);
            }
        } catch (LineClosedException whole) {
            // So older servers end an answer; the packet itself says whether it is whole.
        }
    }

    /** A line of the head, without its end. */
    private String text() throws IOException {
        StringBuilder read = new StringBuilder();
        while (true) {
            if (at == end) {
                fill();
            }
            if (--headLeft < 0) {
                throw new IOException("a head of more than " + MOST_HEAD + " bytes");
            }
            char next = (char) (chunk[at++] & 0xFF);
            if (next == '\n') {
                int last = read.length() - 1;
                return last >= 0 && read.charAt(last) == '\r' ? read.substring(0, last) : read.toString();
            }
            read.append(next);
        }
    }

    private void fill() throws IOException {
        Duration left = deadline.minus(clock.uptime());
        int count = left.isNegative() || left.isZero() ? 0 : line.read(chunk, left);
        if (count == 0) {
            throw new IOException("no whole answer in time");
        }
        at = 0;
        end = count;
    }
}
