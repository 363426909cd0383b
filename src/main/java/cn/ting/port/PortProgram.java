package cn.ting.port;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process of its own that holds the native libraries for local ports, so that a crash or a hang of theirs ends this process and not the
 * kiosk's. Listens on a socket in a folder that is this user's alone; each connection is one port with a thread to itself
 * ({@link PortMessage}), so that none waits for another. Ends with its input, also in the midst of a native call: no kiosk, no program.
 *
 * <p>Nothing of what passes stays here. Knows no class of the kiosk but those of this room.
 */
public final class PortProgram {

    /** What it says on its output, a line, as soon as it can be asked. */
    public static final String READY = "ready";

    /** Twice as many as a cabinet has devices; closings come on top. */
    public static final int MOST_CONNECTIONS = 64;

    /** How long a kiosk may take no answer. It takes each at once, or is stopped. */
    private static final long TAKEN_WITHIN_MS = 60_000;

    private final Map<Integer, OpenPort> ports = new ConcurrentHashMap<>();
    /** Devices that are being opened: one whose opening hangs keeps one thread, however often it is tried. */
    private final Set<String> opening = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Semaphore connections = new Semaphore(MOST_CONNECTIONS);
    private final ServerSocketChannel server;

    private PortProgram(ServerSocketChannel server) {
        this.server = server;
    }

    /** @param words the socket, alone in its folder; both are removed at the end */
    public static void main(String[] words) throws IOException {
        Path socket = Path.of(words[0]);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket), MOST_CONNECTIONS);
        Thread accepting = new Thread(new PortProgram(server)::accept, "ports");
        accepting.setDaemon(true);
        accepting.start();
        System.out.println(READY);
        System.out.flush();
        try {
            while (System.in.read() >= 0) {
                // Nothing is said here: only its end counts.
            }
        } finally {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(socket.getParent());
            // Whatever the other threads hang in.
            Runtime.getRuntime().halt(0);
        }
    }

    private void accept() {
        try {
            while (true) {
                PortSocket socket = new PortSocket(server.accept());
                if (!connections.tryAcquire()) {
                    // Never waits here: a kiosk that cannot connect takes this for a program that is beyond help.
                    socket.close();
                    continue;
                }
                Thread serving = new Thread(() -> serve(socket), "port");
                serving.setDaemon(true);
                serving.start();
            }
        } catch (IOException broken) {
            // The kiosk starts another that can be reached.
            Runtime.getRuntime().halt(1);
        }
    }

    private void serve(PortSocket socket) {
        try (socket) {
            PortMessage wanted = socket.receive(TAKEN_WITHIN_MS);
            if (wanted.kind() == PortMessage.CLOSE) {
                close(ports.get(wanted.number(0)));
                socket.send(PortMessage.of(PortMessage.DONE), TAKEN_WITHIN_MS);
            } else {
                hold(wanted, socket);
            }
        } catch (IOException over) {
            // The kiosk does not want it any more.
        } finally {
            connections.release();
        }
    }

    private static void close(OpenPort port) {
        if (port != null) {
            port.close();
        }
    }

    private void hold(PortMessage wanted, PortSocket socket) throws IOException {
        OpenPort port;
        try {
            port = open(wanted);
        } catch (IOException | RuntimeException | LinkageError refused) {
            socket.send(refusal(refused), TAKEN_WITHIN_MS);
            return;
        }
        int number = numbers.incrementAndGet();
        try {
            ports.put(number, port);
            socket.send(PortMessage.of(PortMessage.DONE, number), TAKEN_WITHIN_MS);
            while (true) {
                PortMessage question = socket.receive(PortSocket.FOREVER);
                PortMessage answer = answer(port, question);
                question.wipe();
                socket.send(answer, TAKEN_WITHIN_MS);
                answer.wipe();
            }
        } finally {
            port.close();
            ports.remove(number);
        }
    }

    private OpenPort open(PortMessage wanted) throws IOException {
        String device = wanted.text().lines().findFirst().orElse("");
        if (!opening.add(device)) {
            throw new IOException("hangs in an earlier opening");
        }
        try {
            return switch (wanted.kind()) {
                case PortMessage.SERIAL -> SerialBytes.open(wanted);
                case PortMessage.CONTROLS -> SerialLevels.open(wanted);
                case PortMessage.KEYS -> GrabbedKeys.open(wanted);
                default -> throw OpenPort.strange(wanted);
            };
        } finally {
            opening.remove(device);
        }
    }

    private static PortMessage answer(OpenPort port, PortMessage question) {
        try {
            return port.answer(question);
        } catch (OpenPort.GoneException gone) {
            return PortMessage.of(PortMessage.GONE);
        } catch (IOException | RuntimeException refused) {
            return refusal(refused);
        }
    }

    /** What was not foreseen is told by its class too: a message alone may say nothing. */
    private static PortMessage refusal(Throwable refused) {
        return PortMessage.of(PortMessage.REFUSED, refused instanceof IOException ? String.valueOf(refused.getMessage()) : refused.toString());
    }
}
