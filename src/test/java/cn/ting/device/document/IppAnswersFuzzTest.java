package cn.ting.device.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.settings.Section;
import cn.ting.supply.KeptNowhere;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.Line;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;

/** Whatever is answered: nothing but an {@link IOException} comes out of the driver, and nothing is called printed that was given up. */
class IppAnswersFuzzTest {

    /** What comes too late is looked for with little; all else has as long as a busy machine takes. */
    private static final Duration LITTLE = Duration.ofMillis(300);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STATE = "job-state\0\4";

    private final KioskClock clock = new SystemClock();
    private final SpoilingPrinter far = new SpoilingPrinter(clock);
    private final IppQueue queue = new IppQueue(far.address(), "ting.fengshui.k1", clock, PATIENCE, () -> { });

    @AfterProperty
    void switchOff() {
        far.close();
    }

    @Property(tries = 300)
    void noise(@ForAll @Size(max = 600) byte[] body) {
        far.spoil((number, answer, line) -> line.write(SpoilingPrinter.http("application/ipp", body)));
        assertThrows(IOException.class, queue::state);
    }

    @Property(tries = 300)
    void noiseForHttp(@ForAll @Size(max = 600) byte[] answer) {
        far.spoil((number, whole, line) -> line.write(answer));
        assertThrows(IOException.class, queue::state);
    }

    /** Every answer cut anywhere is none: not a state, not a list of jobs that is shorter than it was. */
    @Property(tries = 300)
    void torn(@ForAll @IntRange(max = 10_000) int at) throws Exception {
        far.jobs.forget();
        far.spoil(SpoilingPrinter.WHOLE);
        queue.create("iso_a4_210x297mm", 1, Sides.ONE);
        queue.create("iso_a4_210x297mm", 1, Sides.ONE);
        far.spoil((number, answer, line) -> line.write(cut(answer, at)));
        assertThrows(IOException.class, queue::unfinished);
        far.spoil((number, answer, line) -> line.write(untilClosed(cut(answer, at))));
        assertThrows(IOException.class, queue::unfinished);
    }

    @Property(tries = 500)
    void flipped(@ForAll @IntRange(max = 10_000) int at, @ForAll @IntRange(min = 1, max = 255) int bits) {
        far.spoil((number, answer, line) -> {
            answer[at % answer.length] ^= (byte) bits;
            line.write(answer);
        });
        try {
            IppState state = queue.state();
            assertTrue(state.told().length() < 1_000);
            assertFalse(state.faults("iso_a4_210x297mm", 10).contains(null));
        } catch (IOException refused) {
            // As it should be where sense was lost.
        }
    }

    @Example
    void collectionsInCollectionsWithoutEndAreNonsense() {
        // RFC 8010, 3.1.6: begin a collection with a member whose value begins a collection with a member ...
        byte[] begin = {0x34, 0, 1, 'x', 0, 0};
        byte[] deeper = {0x4A, 0, 0, 0, 1, 'm', 0x34, 0, 0, 0, 0};
        byte[] body = new byte[200_000];
        System.arraycopy(new byte[] {2, 0, 0, 0, 0, 0, 0, 1, 4}, 0, body, 0, 9);
        System.arraycopy(begin, 0, body, 9, begin.length);
        for (int at = 9 + begin.length; at + deeper.length < body.length; at += deeper.length) {
            System.arraycopy(deeper, 0, body, at, deeper.length);
        }
        far.spoil((number, answer, line) -> line.write(SpoilingPrinter.http("application/ipp", body)));
        assertThrows(IOException.class, queue::state);
    }

    @Example
    void anEndlessAnswerIsGivenUpAtItsLimit() {
        byte[] piece = new byte[32 * 1024];
        far.spoil((number, answer, line) -> {
            line.write("HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                line.write(piece);
            }
        });
        IOException tooMuch = assertThrows(IOException.class, queue::state);
        assertTrue(tooMuch.getMessage().contains("more than " + HttpAnswer.MOST_BODY), tooMuch.getMessage());
    }

    @Example
    void anEndlessHeadIsGivenUpAtItsLimit() {
        byte[] piece = "X-More: and more\r\n".getBytes(StandardCharsets.US_ASCII);
        far.spoil((number, answer, line) -> {
            line.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                line.write(piece);
            }
        });
        assertTrue(assertThrows(IOException.class, queue::state).getMessage().contains("head"));
    }

    @Example
    void anAnswerThatDripsIsGivenUpInTime() {
        far.spoil((number, answer, line) -> {
            for (byte next : answer) {
                line.write(new byte[] {next});
                clock.pause(Duration.ofMillis(20));
            }
        });
        IppQueue impatient = new IppQueue(far.address(), "ting.fengshui.k1", clock, LITTLE, () -> { });
        // All of it takes more than ten seconds to drip.
        assertTrue(assertThrows(IOException.class, impatient::state).getMessage().contains("in time"));
    }

    @Example
    void whatIsNotOfIppAndWhatIsNoSuccessIsNoAnswer() {
        far.spoil((number, answer, line) -> line.write(SpoilingPrinter.http("text/html", "<h1>Log in</h1>".getBytes(StandardCharsets.US_ASCII))));
        assertThrows(IOException.class, queue::state);
        far.spoil((number, answer, line) -> line.write("HTTP/1.1 401 Unauthorized\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertTrue(assertThrows(IOException.class, queue::state).getMessage().contains("401"));
    }

    @Example
    void announcedAndChunkedAnswersAreRead() throws Exception {
        far.spoil((number, answer, line) -> line.write(chunked(answer)));
        assertTrue(queue.state().takesPdf());
        far.spoil((number, answer, line) -> line.write(untilClosed(answer)));
        assertEquals(0, queue.unfinished().size());
    }

    /** The whole driver: one of its answers is spoiled on the way of a document that the printer gives up. */
    @Property(tries = 40)
    void oneAnswerOfADocumentsWay(
            @ForAll @IntRange(max = 8) int which,
            @ForAll @IntRange(max = 10_000) int at,
            @ForAll @IntRange(max = 255) int bits) throws Exception {
        far.spoil(SpoilingPrinter.WHOLE);
        Queue<Throwable> bugs = new ConcurrentLinkedQueue<>();
        DeviceStatus status = new DeviceStatus("a4", clock, () -> { });
        IppPrinter printer = new IppPrinter(
                new DevicePlace("a4", Section.empty(), clock, status, new Conditions(clock)), far.address(), "ting.fengshui.k1",
                new IppSettings("none", "iso_a4_210x297mm", Duration.ofMillis(10), Duration.ofMillis(5), LITTLE, LITTLE, LITTLE, 10),
                KeptNowhere.supplies(clock, new Conditions(clock)).of("a4", "toner", 100, "%", 10));
        Thread thread = new Thread(() -> keep(printer, bugs), "device-a4");
        thread.start();
        try {
            awaitReady(printer);
            far.spoil((number, answer, line) -> line.write(number == which ? spoilt(answer, at, bits) : answer));
            PrintedDocument outcome = printer.print(TestPage.document(), 1, Sides.ONE).get(60, TimeUnit.SECONDS);
            assertFalse(outcome instanceof PrintedDocument.Printed, outcome::toString);
            far.spoil(SpoilingPrinter.WHOLE);
            awaitReady(printer);
            // It goes on, and still says nothing that is not proven: nothing ever comes out of this printer.
            PrintedDocument next = printer.print(TestPage.document(), 1, Sides.ONE).get(60, TimeUnit.SECONDS);
            assertFalse(next instanceof PrintedDocument.Printed, next::toString);
        } finally {
            thread.interrupt();
            thread.join();
        }
        assertEquals("[]", bugs.toString());
    }

    private void keep(IppPrinter printer, Queue<Throwable> bugs) {
        try {
            while (true) {
                try {
                    printer.serve(Line.NONE);
                } catch (IOException weather) {
                    clock.pause(Duration.ofMillis(5));
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error bug) {
            bugs.add(bug);
        }
    }

    private void awaitReady(IppPrinter printer) throws InterruptedException {
        Duration deadline = clock.uptime().plus(PATIENCE);
        while (printer.trouble().isPresent()) {
            assertTrue(clock.uptime().compareTo(deadline) < 0, () -> "never ready: " + printer.trouble());
            clock.pause(Duration.ofMillis(5));
        }
    }

    /** Cut, or flipped anywhere but in the number of the job's state itself, which nobody could tell. */
    private static byte[] spoilt(byte[] answer, int at, int bits) {
        if (bits == 0) {
            return cut(answer, at);
        }
        int state = new String(answer, StandardCharsets.ISO_8859_1).indexOf(STATE);
        int flipped = at % answer.length;
        if (state >= 0 && flipped >= state && flipped < state + STATE.length() + 4) {
            return cut(answer, at);
        }
        answer[flipped] ^= (byte) bits;
        return answer;
    }

    private static byte[] cut(byte[] answer, int at) {
        return Arrays.copyOf(answer, at % answer.length);
    }

    /** The same answer, as a server that hangs up at its end would send it. */
    private static byte[] untilClosed(byte[] answer) {
        return new String(answer, StandardCharsets.ISO_8859_1).replaceFirst("Content-Length: \\d+", "Server: old")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same answer in two chunks, announced before. */
    private static byte[] chunked(byte[] answer) {
        String whole = new String(answer, StandardCharsets.ISO_8859_1);
        int end = whole.indexOf("\r\n\r\n") + 4;
        String body = whole.substring(end);
        return ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-type: application/ipp\r\ntransfer-encoding: chunked\r\n\r\n"
                + "5\r\n" + body.substring(0, 5) + "\r\n" + Integer.toHexString(body.length() - 5) + ";x=y\r\n" + body.substring(5)
                + "\r\n0\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
