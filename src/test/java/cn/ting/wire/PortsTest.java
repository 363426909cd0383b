package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.port.PortMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the process that holds local ports takes along when it crashes or hangs. */
class PortsTest extends OnTwoPorts {

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

    /** Each keeps a thread and a connection; with all of them gone no port could be opened any more. */
    @Test
    void aProgramInWhichManyPortsHangIsKilledThoughOneIsWell() throws Exception {
        Path keys = directory.resolve("keys");
        assertEquals(0, new ProcessBuilder("mkfifo", keys.toString()).start().waitFor());
        Files.createFile(directory.resolve("keys.hangs"));
        Ports ports = PortsBench.portsIn("LD_PRELOAD=" + strangePorts(), "TING_GRABBED_KEYS=" + keys, "TING_HUNG_PORT=" + keys);
        try (Line well = new Lines(ports).open(other.address())) {
            List<Thread> closing = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                PortCalls hanging = ports.open(PortMessage.of(PortMessage.KEYS, keys.toString()), "keys");
                closing.add(new Thread(hanging::close));
            }
            closing.forEach(Thread::start);
            LineClosedException told = assertThrows(LineClosedException.class, () -> well.read(new byte[8], LONG));
            assertTrue(LineClosedException.programEnded(told).orElse("").contains("hangs in 8 of 9 ports"), told.getMessage());
            for (Thread thread : closing) {
                thread.join();
            }
        }
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
}
