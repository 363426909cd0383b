package cn.ting.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real mosquitto with TLS, which asks for a certificate of the area's authority; and an authority that makes them, by openssl. */
final class Mosquitto implements AutoCloseable {

    private final Path directory;
    private final int port;
    private final Process process;

    /** Certifies the broker as {@code localhost} by the authority {@code area}, and starts it. */
    Mosquitto(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        authority("area");
        certificate("area", "broker", "localhost");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path settings = directory.resolve("mosquitto.conf");
        Files.writeString(settings, """
                user root
                listener %d 127.0.0.1
                allow_anonymous true
                require_certificate true
                use_identity_as_username true
                cafile %2$s/area.pem
                certfile %2$s/broker.pem
                keyfile %2$s/broker.key
                log_dest file %2$s/mosquitto.log
                connection_messages true
                """.formatted(port, directory));
        String program = Files.isExecutable(Path.of("/usr/sbin/mosquitto")) ? "/usr/sbin/mosquitto" : "mosquitto";
        process = new ProcessBuilder(program, "-c", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("mosquitto.out").toFile())
                .start();
    }

    int port() {
        return port;
    }

    /** The names in the certificates of the clients that came in, oldest first. */
    List<String> cameIn() throws IOException {
        Path log = directory.resolve("mosquitto.log");
        if (!Files.exists(log)) {
            return List.of();
        }
        return Files.readString(log).lines()
                .filter(line -> line.contains("New client connected"))
                .map(line -> line.replaceFirst(".*u'([^']*)'.*", "$1"))
                .toList();
    }

    /** Makes an authority that certifies itself, {@code NAME.pem}. */
    void authority(String name) throws IOException, InterruptedException {
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650", "-subj", "/CN=" + name,
                "-keyout", name + ".key", "-out", name + ".pem");
    }

    /** Has an authority certify {@code NAME.pem}, with its key in {@code NAME.key}. */
    void certificate(String authority, String name, String host) throws IOException, InterruptedException {
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=" + name,
                "-addext", "subjectAltName=DNS:" + host, "-keyout", name + ".key", "-out", name + ".csr");
        openssl("x509", "-req", "-in", name + ".csr", "-CA", authority + ".pem", "-CAkey", authority + ".key", "-CAcreateserial",
                "-days", "365", "-copy_extensions", "copy", "-out", name + ".pem");
    }

    private void openssl(String... words) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words));
        Path said = directory.resolve("openssl.out");
        Process openssl = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!openssl.waitFor(60, TimeUnit.SECONDS) || openssl.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + Files.readString(said));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
