package cn.ting.http;

import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.OwnPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** TLS by socat before a server that speaks without, certified as {@code localhost} by the authority {@code area}, and not by {@code stranger}. */
public final class TlsFront implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final KioskClock clock = new SystemClock();
    private final OwnPort port = new OwnPort(0);
    private final Path keys;
    private final Process process;

    /** Returns when it listens. */
    public TlsFront(Path keys, URI behind) throws IOException, InterruptedException {
        this.keys = Files.createDirectories(keys);
        authority("area");
        authority("stranger");
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=updates", "-addext", "subjectAltName=DNS:localhost",
                "-keyout", "server.key", "-out", "server.csr");
        openssl("x509", "-req", "-in", "server.csr", "-CA", "area.pem", "-CAkey", "area.key", "-CAcreateserial", "-days", "30", "-copy_extensions", "copy",
                "-out", "server.pem");
        process = new ProcessBuilder("socat", "OPENSSL-LISTEN:" + port.number() + ",bind=127.0.0.1,reuseaddr,fork,verify=0,cert=" + keys.resolve("server.pem")
                + ",key=" + keys.resolve("server.key"), "TCP:127.0.0.1:" + behind.getPort())
                .redirectErrorStream(true).redirectOutput(keys.resolve("socat.out").toFile()).start();
        Duration deadline = clock.uptime().plus(PATIENCE);
        while (!listens()) {
            if (clock.uptime().compareTo(deadline) > 0 || !process.isAlive()) {
                throw new IOException("socat does not listen: " + Files.readString(keys.resolve("socat.out")));
            }
            clock.pause(GLANCE);
        }
    }

    private boolean listens() {
        try (Socket knock = new Socket(InetAddress.getLoopbackAddress(), port.number())) {
            return knock.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Its address under a name: {@code localhost} is the one it is certified for. */
    public URI address(String host) {
        return URI.create("https://" + host + ":" + port.number());
    }

    /** The file of an authority. */
    public String authorityFile(String name) {
        return keys.resolve(name + ".pem").toString();
    }

    private void authority(String name) throws IOException, InterruptedException {
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650", "-subj", "/CN=" + name, "-keyout",
                name + ".key", "-out", name + ".pem");
    }

    private void openssl(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words));
        Path said = keys.resolve("openssl.out");
        Process openssl = new ProcessBuilder(command).directory(keys.toFile()).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        if (!openssl.waitFor(60, TimeUnit.SECONDS) || openssl.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + Files.readString(said));
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        port.close();
    }
}
