package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.port.PortMessage;
import cn.ting.port.PortProgram;
import cn.ting.port.PortSocket;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The process that holds local ports, asked without the kiosk. */
class PortProgramTest extends OnTwoPorts {

    /** As when the kiosk is killed: its end of the input goes, and a program that waits in a port goes too, with what it has laid down. */
    @Test
    void theProgramEndsWithItsInputWhateverItWaitsIn() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("meets"));
        try (ChildLine program = new Lines().run(Ports.command(List.of(), folder))) {
            assertTrue(program.read(new byte[64], LONG) > 0);
            try (PortSocket socket = PortSocket.to(in(folder))) {
                wantOne(socket);
                assertEquals(PortMessage.DONE, socket.receive(LONG.toMillis()).kind());
                socket.send(PortMessage.of(PortMessage.READ, 8, Integer.MAX_VALUE), LONG.toMillis());
                program.endInput();
                assertThrows(IOException.class, () -> socket.receive(LONG.toMillis()));
            }
            assertEquals(OptionalInt.of(0), program.exit(LONG));
            assertFalse(Files.exists(folder));
        }
    }

    private static UnixDomainSocketAddress in(Path folder) {
        return UnixDomainSocketAddress.of(folder.resolve("s"));
    }

    private void wantOne(PortSocket socket) throws IOException {
        socket.send(PortMessage.of(PortMessage.SERIAL, one.address().substring("serial:".length()) + "\n9600\nNONE"), LONG.toMillis());
    }

    /** Tried again and again, it would take every thread of the program. */
    @Test
    void aPortWhoseOpeningHangsIsRefusedUntilThatEnds() throws Exception {
        Files.createFile(directory.resolve("one.opens"));
        Path folder = Files.createDirectory(directory.resolve("meets"));
        List<String> surroundings = List.of("env", "LD_PRELOAD=" + strangePorts(), "TING_HUNG_PORT=" + directory.resolve("one"));
        try (ChildLine program = new Lines().run(Ports.command(surroundings, folder))) {
            assertTrue(program.read(new byte[64], LONG) > 0);
            try (PortSocket first = PortSocket.to(in(folder)); PortSocket second = PortSocket.to(in(folder))) {
                wantOne(first);
                wantOne(second);
                PortMessage answer = (PortMessage) CompletableFuture.anyOf(received(first), received(second)).get(60, TimeUnit.SECONDS);
                assertEquals("hangs in an earlier opening", answer.text());
            }
        }
    }

    private static CompletableFuture<PortMessage> received(PortSocket socket) {
        CompletableFuture<PortMessage> received = new CompletableFuture<>();
        Thread receiving = new Thread(() -> {
            try {
                received.complete(socket.receive(LONG.toMillis()));
            } catch (IOException closed) {
                received.cancel(false);
            }
        });
        receiving.setDaemon(true);
        receiving.start();
        return received;
    }

    /** Whatever hangs in there: who is kept waiting for ever takes that for a port of its own that hangs. */
    @Test
    void aProgramThatIsFullTurnsAwayAndOneThatIsStuckIsNotWaitedFor() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("meets"));
        List<PortSocket> all = new ArrayList<>();
        try (ChildLine program = new Lines().run(Ports.command(List.of(), folder))) {
            assertTrue(program.read(new byte[64], LONG) > 0);
            for (int i = 0; i < PortProgram.MOST_CONNECTIONS; i++) {
                all.add(PortSocket.to(in(folder)));
            }
            try (PortSocket beyond = PortSocket.to(in(folder))) {
                assertThrows(EOFException.class, () -> beyond.receive(30_000));
            }
        } finally {
            for (PortSocket socket : all) {
                socket.close();
            }
        }
    }

    @Test
    void aProgramThatTakesNoConnectionIsNotWaitedFor() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("meets"));
        CompletableFuture<Integer> taken = new CompletableFuture<>();
        List<PortSocket> waiting = new ArrayList<>();
        Thread connecting = new Thread(() -> {
            try {
                while (true) {
                    waiting.add(PortSocket.to(in(folder)));
                }
            } catch (IOException full) {
                taken.complete(waiting.size());
            }
        });
        connecting.setDaemon(true);
        try (ServerSocketChannel nobody = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(in(folder), 1)) {
            connecting.start();
            assertEquals(2, taken.get(60, TimeUnit.SECONDS), "a queue for one, and one at its end");
        }
        for (PortSocket socket : waiting) {
            socket.close();
        }
    }
}
