package cn.ting.device.contactcard;

import cn.ting.time.KioskClock;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real pcscd with a virtual reader (vpcd), to be killed and started again. It stands in name spaces of its own where this process may
 * make them: vpcd listens on every address of its network, and pcscd has one place for its socket. All of it is the child of a shell whose
 * end takes the name space with it, also when this process dies. Where no name space may be made, it stands on the machine itself, its
 * reader on ports that were free.
 */
public final class SmartCardService implements AutoCloseable {

    /** The name its readers begin with. */
    public static final String READER = "Ting Virtual PCD";

    private static final int USUAL_PORT = 35_963;
    private static final Path PLACE = Path.of("/run/pcscd");

    private final Path folder = Path.of(System.getProperty("java.io.tmpdir"), "ting-pcscd-" + ProcessHandle.current().pid());
    private final boolean apart;
    private final int port;
    private final Process shell;
    private final Writer tell;

    /** Makes one that has not been started. */
    public SmartCardService() throws IOException, InterruptedException {
        apart = new ProcessBuilder("unshare", "-n", "-m", "-p", "-f", "true").start().waitFor() == 0;
        port = apart ? USUAL_PORT : freePort();
        Files.createDirectories(PLACE);
        Files.createDirectories(folder.resolve("readers"));
        Files.writeString(folder.resolve("readers/vpcd"), """
                FRIENDLYNAME "%s"
                DEVICENAME   /dev/null:0x%04X
                LIBPATH      /usr/lib/pcsc/drivers/serial/libifdvpcd.so
                CHANNELID    0x%04X
                """.formatted(READER, port, port));
        ProcessBuilder command = apart
                ? new ProcessBuilder("unshare", "-n", "-m", "-p", "-f", "--kill-child", "sh")
                : new ProcessBuilder("sh");
        shell = command.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        tell = shell.outputWriter(StandardCharsets.UTF_8);
        say("trap 'kill -9 $P; wait $P; rm -f " + PLACE + "/pcscd.comm " + PLACE + "/pcscd.pid' EXIT");
        if (apart) {
            say("ip link set lo up");
            say("mount --bind " + folder + " " + PLACE);
            say("socat UNIX-LISTEN:" + folder.resolve("vpcd") + ",fork TCP:127.0.0.1:" + port + " 2>/dev/null &");
        }
    }

    /**
     * One that was started.
     *
     * @throws IllegalStateException when this machine has none
     */
    public static SmartCardService started() {
        try {
            SmartCardService service = new SmartCardService();
            service.start();
            return service;
        } catch (IOException | InterruptedException none) {
            throw new IllegalStateException(none);
        }
    }

    /** Starts it; returns when it can be asked. */
    public void start() throws IOException, InterruptedException {
        say("pcscd --foreground --config " + folder.resolve("readers") + " & P=$!");
        Path socket = (apart ? folder : PLACE).resolve("pcscd.comm");
        LinkedBlockingQueue<Object> never = new LinkedBlockingQueue<>();
        for (int i = 0; i < 6_000 && !Files.exists(socket); i++) {
            never.poll(10, TimeUnit.MILLISECONDS);
        }
        if (!Files.exists(socket)) {
            throw new IOException("pcscd did not start: " + Files.readString(folder.resolve("log")));
        }
    }

    /** Kills it as a crash does. */
    public void kill() throws IOException {
        say("kill -9 $P; wait $P; rm -f " + PLACE + "/pcscd.comm " + PLACE + "/pcscd.pid");
    }

    /** What has to be in the environment of a process that shall find it: its socket is not in the usual place. */
    public Map<String, String> surroundings() {
        return apart ? Map.of("PCSCLITE_CSOCK_NAME", folder.resolve("pcscd.comm").toString()) : Map.of();
    }

    /** The same, to stand before a command. */
    List<String> environment() {
        return surroundings().entrySet().stream().flatMap(one -> Stream.of("env", one.getKey() + "=" + one.getValue())).toList();
    }

    /** The card of {@link SocialCardContent#zhang()}, not in the reader. */
    public SimulatedSocialCard card(KioskClock clock) {
        return new SimulatedSocialCard(reader(), new SocialCardChip(SocialCardContent.zhang(), false), clock);
    }

    /** What leads to its virtual reader. */
    SocketAddress reader() {
        return apart
                ? UnixDomainSocketAddress.of(folder.resolve("vpcd"))
                : new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public void close() throws IOException {
        tell.close();
        shell.onExit().completeOnTimeout(shell, 60, TimeUnit.SECONDS).join();
        shell.destroyForcibly();
        try (var left = Files.walk(folder)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private void say(String command) throws IOException {
        tell.write(command + "\n");
        tell.flush();
    }

    /** A port that is free, and most likely the one after it, which the reader's second slot takes. */
    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
