package cn.ting.wire;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child's input and output led to the far end by socat, and children that do one thing each. */
class ChildLineTest extends LineContract {

    @TempDir
    Path directory;

    @Override
    String address() {
        return "tcp:127.0.0.1:" + farEnd.port();
    }

    @Override
    Line open() throws IOException {
        return new Lines().run(List.of("socat", "-", address()));
    }

    @Test
    void aChildThatEndsClosesTheLineAfterAllItSaid() throws Exception {
        try (ChildLine child = shell("printf abc; printf 'the lens is dirty' >&2; exit 3")) {
            assertEquals("abc", said(child));
            assertEquals(OptionalInt.of(3), child.exit(LONG));
            assertComplains("the lens is dirty", child);
        }
    }

    @Test
    void aFarEndThatHangsUpEndsTheChild() throws Exception {
        try (Line line = open()) {
            farLines.poll(60, TimeUnit.SECONDS);
            farEnd.hangUp();
            assertThrows(LineClosedException.class, () -> line.read(new byte[8], LONG));
        }
    }

    @Test
    void onlyTheLastOfEndlessComplaintsIsKept() throws Exception {
        try (ChildLine child = shell("head -c 3000000 /dev/zero | tr '\\0' x >&2; echo; printf ' end' >&2")) {
            assertEquals("\n", said(child));
            assertEquals(OptionalInt.of(0), child.exit(LONG));
            assertComplains("x".repeat(ChildLine.MOST_COMPLAINT - 4) + " end", child);
        }
    }

    @Test
    void muchOutputComesWholeAndInOrder() throws Exception {
        int frame = 1280 * 720;
        try (ChildLine child = shell("i=0; while [ $i -lt 9 ]; do head -c " + frame + " /dev/zero | tr '\\0' $i; i=$((i+1)); done")) {
            byte[] into = new byte[50_000];
            long[] seen = new long[9];
            assertThrows(LineClosedException.class, () -> {
                int last = 0;
                for (int count = child.read(into, LONG); ; count = child.read(into, LONG)) {
                    for (int i = 0; i < count; i++) {
                        assertTrue(into[i] - '0' == last || into[i] - '0' == last + 1);
                        last = into[i] - '0';
                        seen[last]++;
                    }
                }
            });
            assertEquals(IntStream.range(0, 9).mapToObj(i -> (long) frame).toList(), IntStream.range(0, 9).mapToObj(i -> seen[i]).toList());
        }
    }

    /** Otherwise a child that is faster than its reader would fill the kiosk's memory. */
    @Test
    void aChildThatNobodyReadsHasToWait() throws Exception {
        try (ChildLine child = shell("head -c 2000000 /dev/zero; printf through >&2")) {
            assertEquals(OptionalInt.empty(), child.exit(Duration.ofMillis(300)));
            assertEquals("", child.complaint());
            assertEquals(2_000_000, said(child).length());
            assertEquals(OptionalInt.of(0), child.exit(LONG));
            assertComplains("through", child);
        }
    }

    @Test
    void closingEndsTheChildAndItsChildren() throws Exception {
        ChildLine child = shell("sh -c 'sleep 600 & echo $!; wait' & wait");
        byte[] into = new byte[20];
        int count = child.read(into, LONG);
        long grandchild = Long.parseLong(new String(into, 0, count, StandardCharsets.US_ASCII).strip());
        assertTrue(runs(grandchild) && runs(child.pid()));
        Duration before = clock.uptime();
        child.close();
        child.close();
        assertTrue(!runs(child.pid()) || clock.uptime().minus(before).toSeconds() >= 1, "reaped when closing returns, or waited for");
        eventually(() -> !runs(child.pid()) && !runs(grandchild));
    }

    @Test
    void inputEndsWhenItIsSaid() throws Exception {
        try (ChildLine child = new Lines().run(List.of("cat"))) {
            child.write("你好".getBytes(StandardCharsets.UTF_8));
            child.endInput();
            assertEquals("你好", said(child));
            assertThrows(LineClosedException.class, () -> child.write(new byte[] {1}));
        }
    }

    @Test
    void aChildKnowsNothingOfThisProcess() throws Exception {
        try (ChildLine child = new Lines().run(List.of("env"))) {
            assertEquals("HOME LANG PATH", said(child).lines().map(line -> line.substring(0, line.indexOf('='))).sorted()
                    .collect(Collectors.joining(" ")));
        }
    }

    @Test
    void noShellReadsTheArguments() throws Exception {
        try (ChildLine child = new Lines().run(List.of("printf", "%s|", "$(id); a  b", "*"))) {
            assertEquals("$(id); a  b|*|", said(child));
        }
    }

    @Test
    void whatIsNoProgramIsTold() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        for (String program : List.of("no-such-program-here", directory.resolve("none").toString(), directory.toString(), file.toString())) {
            NoProgramException none = assertThrows(NoProgramException.class, () -> new Lines().run(List.of(program)));
            assertEquals("there is no program " + program + " here that could be run", none.getMessage());
        }
    }

    /** Its last words are there with its end, or a moment later where the thread that hears them is late. */
    private static void assertComplains(String words, ChildLine child) throws InterruptedException {
        eventually(() -> child.complaint().equals(words));
    }

    private static ChildLine shell(String script) throws IOException {
        return new Lines().run(List.of("sh", "-c", script));
    }

    private static String said(ChildLine child) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] into = new byte[4_000];
        try {
            while (true) {
                all.write(into, 0, child.read(into, LONG));
            }
        } catch (LineClosedException end) {
            return all.toString(StandardCharsets.UTF_8);
        }
    }

    /** A zombie that nobody reaps, as in a container without an init, does not run. */
    private static boolean runs(long pid) {
        Path stat = Path.of("/proc/" + pid + "/stat");
        try {
            return !Files.readString(stat).replaceFirst(".*\\) ", "").startsWith("Z");
        } catch (IOException gone) {
            return false;
        }
    }
}
