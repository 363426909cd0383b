package cn.ting.renewal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Shows a directory over HTTP, and counts the bytes of its answers, without their heads. */
final class CountingServer implements AutoCloseable {

    private final AtomicLong sent = new AtomicLong();
    private final HttpServer server;

    CountingServer(Path root) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, root.resolve(exchange.getRequestURI().getPath().substring(1)).normalize()));
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** How many bytes were sent since it was last asked. */
    long taken() {
        return sent.getAndSet(0);
    }

    private void answer(HttpExchange exchange, Path file) throws IOException {
        try (exchange) {
            if (!Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.sendResponseHeaders(200, Files.size(file));
            try (InputStream in = Files.newInputStream(file)) {
                sent.addAndGet(in.transferTo(exchange.getResponseBody()));
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
