package cn.ting.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A repository's server, good or hostile as it is told. */
public final class PlayedServer implements AutoCloseable {

    /** What was asked for below {@code files/}, with the range where one was. */
    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    /** Status by a part of the path, instead of what is there. */
    public final Map<String, Integer> statuses = new HashMap<>();
    /** The challenge with which whoever asks is refused; null where nobody is. */
    public volatile String challenge;
    /** How many were. */
    public final AtomicInteger challenged = new AtomicInteger();
    /** Bytes by file, instead of what is there. */
    public final Map<String, byte[]> lies = new HashMap<>();
    /** Files whose length is not told before they come. */
    public final Set<String> unsized = new HashSet<>();
    /** How many bytes of a file come before the connection breaks, once. */
    public final Map<String, Integer> breaks = new HashMap<>();
    /** Run when the head of a file's answer is out, and nothing of the file. */
    public volatile Runnable meanwhile = () -> {};
    private final Path root;
    private final HttpServer server;

    public PlayedServer(Path root) throws IOException {
        this.root = root;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (path.startsWith("/files/")) {
            asked.add(name + (range == null ? "" : " " + range));
        }
        if (challenge != null) {
            challenged.incrementAndGet();
            exchange.getResponseHeaders().add("WWW-Authenticate", challenge);
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        int status = statuses.entrySet().stream().filter(one -> path.contains(one.getKey())).map(Map.Entry::getValue).findFirst().orElse(200);
        Path file = root.resolve(path.substring(1));
        if (status != 200 || !Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(status == 200 ? 404 : status, -1);
            exchange.close();
            return;
        }
        byte[] bytes = lies.containsKey(name) ? lies.get(name) : Files.readAllBytes(file);
        if (range != null) {
            int from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
            exchange.getResponseHeaders().add("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
            bytes = Arrays.copyOfRange(bytes, from, bytes.length);
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, unsized.contains(name) ? 0 : bytes.length);
        if (path.startsWith("/files/")) {
            meanwhile.run();
        }
        Integer most = breaks.remove(name);
        OutputStream out = exchange.getResponseBody();
        try {
            out.write(bytes, 0, most == null ? bytes.length : most);
            out.flush();
        } catch (IOException goneAway) {
            // Whoever asked has read enough.
        } finally {
            // Also what broke off: nobody shall wait for the rest.
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
