package cn.ting.http;

import cn.ting.time.SteppedClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A repository's server that sends a header without end where it is told to, a byte every five seconds of the stepped clock. */
public final class DrippingServer implements AutoCloseable {

    /** Part of the paths whose answers never begin. */
    public volatile String drips;
    private final Path root;
    private final SteppedClock clock;
    private final ServerSocket server = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());

    public DrippingServer(Path root, SteppedClock clock, String drips) throws IOException {
        this.root = root;
        this.clock = clock;
        this.drips = drips;
        Thread thread = new Thread(this::serve, "dripping-server");
        thread.setDaemon(true);
        thread.start();
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept(); OutputStream out = socket.getOutputStream()) {
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                // What is asked for stands in the first line; a question that was cut short has none of the last, which is empty.
                String first = in.readLine();
                String line = first;
                while (line != null && !line.isEmpty()) {
                    line = in.readLine();
                }
                if (line != null) {
                    answer(first.split(" ")[1], in, out);
                }
            } catch (IOException hungUp) {
                // The next one may have more patience.
            }
        }
    }

    private void answer(String path, BufferedReader in, OutputStream out) throws IOException {
        out.write("HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII));
        if (path.contains(drips)) {
            // Some minutes of it: were it for as long as it takes to be hung up on, months would pass.
            for (int i = 0; i < 100; i++) {
                clock.step(Duration.ofSeconds(5));
                out.write('2');
                out.flush();
            }
            in.transferTo(Writer.nullWriter());
            return;
        }
        Path file = root.resolve(path.substring(1));
        byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
        String status = Files.isRegularFile(file) ? "200 OK" : "404 Not Found";
        out.write((status + "\r\nContent-Length: " + bytes.length + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
