package cn.ting.device.document;

import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import cn.ting.wire.TcpFarEnd;
import com.hp.jipp.encoding.IppInputStream;
import com.hp.jipp.encoding.IppPacket;
import com.hp.jipp.model.JobState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A printer on a line that spoils what it answers. It gives up every job, so that nothing of it may be called printed. */
final class SpoilingPrinter implements AutoCloseable {

    /** What is done to an answer on its way. */
    @FunctionalInterface
    interface Spoiler {
        void send(int number, byte[] answer, Line line) throws IOException, InterruptedException;
    }

    /** Spoils nothing. */
    static final Spoiler WHOLE = (number, answer, line) -> line.write(answer);

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
    private static final URI URI_OF_IT = URI.create("ipp://127.0.0.1/ipp/print");

    final TcpFarEnd farEnd;
    final SimulatedJobs jobs;
    final IppAnswers answers;
    private volatile Spoiler spoiler = WHOLE;
    private volatile int number;
    private volatile byte[] heard = {};

    SpoilingPrinter(KioskClock clock) {
        jobs = new SimulatedJobs(clock, Duration.ofMillis(1));
        answers = new IppAnswers(jobs);
        farEnd = new TcpFarEnd(0, 0, clock, this::serve);
        farEnd.start();
    }

    IppAddress address() {
        return new IppAddress("127.0.0.1", farEnd.port(), "/ipp/print");
    }

    /** From now on answers are numbered from 0, and spoiled so. */
    void spoil(Spoiler how) {
        number = 0;
        spoiler = how;
    }

    /** The last request, without its head. */
    byte[] heard() {
        return heard;
    }

    /** The code of the operation last asked for (RFC 8010, 3.1). */
    int heardOperation() {
        return heard[2] << 8 | heard[3] & 0xFF;
    }

    static byte[] http(String type, byte[] body) {
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private void serve(Line line) throws IOException, InterruptedException {
        byte[] body = request(line);
        heard = body;
        IppInputStream in = new IppInputStream(new ByteArrayInputStream(body));
        IppPacket request = in.readPacket();
        jobs.endNextWith(JobState.aborted, "aborted-by-system");
        IppPacket answer = answers.answer(request, in.readAllBytes(), URI_OF_IT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        answer.write(bytes);
        spoiler.send(number++, http("application/ipp", bytes.toByteArray()), line);
    }

    private static byte[] request(Line line) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        byte[] chunk = new byte[4096];
        while (true) {
            int count = line.read(chunk, Duration.ofSeconds(5));
            if (count == 0) {
                throw new IOException("no whole request");
            }
            heard.write(chunk, 0, count);
            String text = heard.toString(StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            Matcher length = LENGTH.matcher(text);
            if (end >= 0 && length.find() && heard.size() >= end + 4 + Integer.parseInt(length.group(1))) {
                return text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
            }
        }
    }

    @Override
    public void close() {
        farEnd.close();
    }
}
