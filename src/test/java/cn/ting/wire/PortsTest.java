package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.port.PortMessage;
import cn.ting.port.PortSocket;
import cn.ting.time.SystemClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the process that holds local ports takes along when it crashes or hangs, on real pseudo-terminals. */
@Timeout(300)
class PortsTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private final BlockingQueue<Byte> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final TcpFarEnd farOne = farEnd();
    private final TcpFarEnd farTwo = farEnd();
    private SerialCable one;
    private SerialCable other;

    @BeforeEach
    void lay() {
        farOne.start();
        farTwo.start();
        one = new SerialCable(directory.resolve("one"), farOne.port()).plug();
        other = new SerialCable(directory.resolve("other"), farTwo.port()).plug();
    }

    private TcpFarEnd farEnd() {
        return new TcpFarEnd(0, 0, new SystemClock(), line -> {
            byte[] came = new byte[8];
            line.read(came, LONG);
            heard.add(came[0]);
            over.join();
        });
    }

    @AfterEach
    void coil() {
        over.complete(null);
        one.close();
        other.close();
        farOne.close();
        farTwo.close();
    }

    @Test
    void aCrashClosesEveryLineSaysSoAndTheNextOpeningStartsAnother() throws Exception {
        Ports ports = PortsBench.portsIn();
        Lines lines = new Lines(ports);
        try (Line reading = lines.open(one.address()); Line writing = lines.open(other.address())) {
            long crashed = ports.pid().orElseThrow();
            CompletableFuture<IOException> ended = CompletableFuture.supplyAsync(
                    () -> assertThrows(LineClosedException.class, () -> reading.read(new byte[8], LONG)));
            PortsBench.crash(ProcessHandle.of(crashed).orElseThrow());
            assertTrue(LineClosedException.programEnded(ended.get(60, TimeUnit.SECONDS)).orElseThrow()
                    .startsWith("the program that holds local ports crashed by SIGSEGV in lib"), ended.get().getMessage());
            assertThrows(LineClosedException.class, () -> writing.write(new byte[] {1}));
            try (Line again = lines.open(one.address())) {
                assertNotEquals(crashed, ports.pid().orElseThrow());
                again.write(new byte[] {1});
            }
        }
    }

    @Test
    void controlLinesOfAPortThatCrashedAreNotCalledLow() throws Exception {
        Ports ports = PortsBench.portsIn();
        Lines lines = new Lines(ports);
        SerialAddress port = (SerialAddress) LineAddress.parse(one.address());
        try (SerialControls crashing = lines.openControls(port)) {
            assertFalse(crashing.cts());
            PortsBench.crash(ProcessHandle.of(ports.pid().orElseThrow()).orElseThrow());
            // It says its last words before it is gone, and may answer meanwhile.
            LineClosedException closed = assertThrows(LineClosedException.class, () -> {
                while (!crashing.cts()) {
                    Thread.onSpinWait();
                }
            });
            assertTrue(LineClosedException.programEnded(closed).isPresent());
        }
        try (SerialControls again = lines.openControls(port)) {
            again.prove();
        }
    }

    /** As when the kiosk is killed: its end of the input goes, and a program that waits in a port goes too, with what it has laid down. */
    @Test
    void theProgramEndsWithItsInputWhateverItWaitsIn() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("meets"));
        try (ChildLine program = new Lines().run(Ports.command(List.of(), folder))) {
            assertTrue(program.read(new byte[64], LONG) > 0);
            try (PortSocket socket = PortSocket.to(UnixDomainSocketAddress.of(folder.resolve("s")))) {
                socket.send(PortMessage.of(PortMessage.SERIAL, one.address().substring("serial:".length()) + "\n9600\nNONE"), LONG.toMillis());
                assertEquals(PortMessage.DONE, socket.receive(LONG.toMillis()).kind());
                socket.send(PortMessage.of(PortMessage.READ, 8, Integer.MAX_VALUE), LONG.toMillis());
                program.endInput();
                assertThrows(IOException.class, () -> socket.receive(LONG.toMillis()));
            }
            assertEquals(OptionalInt.of(0), program.exit(LONG));
            assertFalse(Files.exists(folder));
        }
    }

    @Test
    void aPortThatHangsKeepsNoOtherAndIsOpenedAnew() throws Exception {
        Ports ports = PortsBench.portsIn("LD_PRELOAD=" + strangePorts(), "TING_HUNG_PORT=" + directory.resolve("one"));
        Lines lines = new Lines(ports);
        Line hanging = lines.open(one.address());
        CompletableFuture<IOException> ended = CompletableFuture.supplyAsync(
                () -> assertThrows(LineClosedException.class, () -> hanging.write(new byte[] {1})));
        try (Line well = lines.open(other.address())) {
            well.write(new byte[] {7});
            assertEquals((byte) 7, heard.poll(60, TimeUnit.SECONDS));
            assertFalse(ended.isDone());
            hanging.close();
            assertEquals("line closed: " + one.address() + "@115200", ended.get(60, TimeUnit.SECONDS).getMessage());
            lines.open(one.address()).close();
            assertThrows(IOException.class, () -> lines.open(other.address()), "the other has been held all the time");
        }
    }

    /** A process of which nothing comes back any more would keep its ports for ever. */
    @Test
    void aProgramInWhichAllPortsHangIsKilledAndTheNextOpeningStartsAnother() throws Exception {
        Ports ports = PortsBench.portsIn("LD_PRELOAD=" + strangePorts(), "TING_HUNG_PORT=" + directory.resolve("one"));
        Path hangs = Files.createFile(directory.resolve("one.hangs"));
        Lines lines = new Lines(ports);
        Line hanging = lines.open(one.address());
        long stuck = ports.pid().orElseThrow();
        hanging.close();
        ProcessHandle program = ProcessHandle.of(stuck).orElse(null);
        assertTrue(program == null || !program.onExit().get(60, TimeUnit.SECONDS).isAlive());
        Files.delete(hangs);
        lines.open(one.address()).close();
        assertNotEquals(stuck, ports.pid().orElseThrow());
    }

    /** A named pipe that the kernel lets be had alone. */
    @Test
    void whatIsHadAloneIsHeardByTheProgramUntilItIsClosedOrTheProgramCrashes() throws Exception {
        Path keys = directory.resolve("keys");
        assertEquals(0, new ProcessBuilder("mkfifo", keys.toString()).start().waitFor());
        Ports ports = PortsBench.portsIn("LD_PRELOAD=" + strangePorts(), "TING_GRABBED_KEYS=" + keys);
        Lines lines = new Lines(ports);
        byte[] into = new byte[8];
        try (Line crashing = lines.open("file:" + keys); OutputStream typed = Files.newOutputStream(keys)) {
            crashing.grab();
            assertEquals(0, crashing.read(into, Duration.ofMillis(1)));
            typed.write(new byte[] {1, 2, 3});
            assertEquals(3, crashing.read(into, LONG));
            assertEquals(3, into[2]);
            PortsBench.crash(ProcessHandle.of(ports.pid().orElseThrow()).orElseThrow());
            assertTrue(LineClosedException.programEnded(assertThrows(LineClosedException.class, () -> crashing.read(into, LONG))).isPresent());
            try (Line closing = lines.open("file:" + keys)) {
                closing.grab();
                CompletableFuture<IOException> ended = CompletableFuture.supplyAsync(
                        () -> assertThrows(LineClosedException.class, () -> closing.read(into, LONG)));
                closing.close();
                assertEquals("line closed: file:" + keys, ended.get(60, TimeUnit.SECONDS).getMessage());
            }
        }
    }

    private Path strangePorts() throws Exception {
        return PortsBench.compiled("strangeports.c", directory.resolve("strangeports.so"));
    }
}
