package cn.ting.tuf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.time.SteppedClock;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The command as the public conformance suite calls it, word by word, against a repository served over HTTP; and what the suite looks at
 * afterwards: the exit code, the metadata directory, the target directory. The same words are tried with the release's own script in
 * {@code TufScriptStory}.
 */
class SuiteClient implements AutoCloseable {

    final SteppedClock clock = new SteppedClock();
    final SuiteRepository repository;
    final Path metadata;
    final Path targets;
    private final Path initialRoot;
    private final HttpServer server;
    private final String base;
    private String said = "";

    /** @param name of the test, which the suite puts into the address, quoted into one word */
    SuiteClient(Path directory, String name) throws IOException {
        this(directory, name, Instant.EPOCH);
    }

    /** @param now by which the repository's metadata is made; nothing before the stepped clock's own moment */
    SuiteClient(Path directory, String name, Instant now) throws IOException {
        repository = new SuiteRepository(now.isAfter(clock.instant()) ? now : clock.instant());
        metadata = Files.createDirectories(directory.resolve("metadata"));
        targets = Files.createDirectories(directory.resolve("targets"));
        initialRoot = directory.resolve("initial_root.json");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, "/" + name + "/"));
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name + "/";
    }

    private void answer(HttpExchange exchange, String prefix) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            Optional<byte[]> found = path.startsWith(prefix) ? repository.serve(path.substring(prefix.length())) : Optional.empty();
            byte[] bytes = found.orElse("<!DOCTYPE HTML>\n<p>Error code: 404</p>\n".getBytes(StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(found.isPresent() ? 200 : 404, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    int init() throws IOException {
        return init(repository.published.get("root").get(0));
    }

    int init(byte[] root) throws IOException {
        Files.write(initialRoot, root);
        return run("--metadata-dir", metadata.toString(), "init", initialRoot.toString());
    }

    int refresh() throws IOException {
        return run("--metadata-url", base + "metadata/", "--metadata-dir", metadata.toString(), "refresh");
    }

    /** Asks for targets, all in one call. */
    int download(String... names) throws IOException {
        List<String> words = new ArrayList<>(List.of("--metadata-url", base + "metadata/", "--metadata-dir", metadata.toString()));
        for (String name : names) {
            words.addAll(List.of("--target-name", name));
        }
        words.addAll(List.of("--target-dir", targets.toString(), "--target-base-url", base + "targets/", "download"));
        return run(words.toArray(String[]::new));
    }

    /** What is run; a test of the script takes its place. */
    int run(String... words) throws IOException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new TufClient(clock).run(new PrintStream(err, true, StandardCharsets.UTF_8), words);
        heard(err.toString(StandardCharsets.UTF_8), code);
        return code;
    }

    void heard(String text, int code) {
        said = text;
        assertEquals(code == 0 ? 0 : 1, said.lines().count(), "one line where it was refused, none else: " + said);
    }

    /** What the last call said, on standard error. */
    String said() {
        return said;
    }

    /** The version of a role's metadata that is trusted; 0 where none is. */
    long version(String role) throws IOException {
        Path file = metadata.resolve(role + ".json");
        return Files.exists(file) ? new ObjectMapper().readTree(Files.readAllBytes(file)).path("signed").path("version").asLong() : 0;
    }

    /** All that is trusted, such as {@code "root 1, snapshot 1, targets 1, timestamp 1"}. */
    String trusted() throws IOException {
        List<String> roles = new ArrayList<>();
        try (Stream<Path> files = Files.list(metadata)) {
            for (Path file : files.sorted().toList()) {
                String role = file.getFileName().toString().replaceFirst("\\.json$", "");
                roles.add(role + " " + version(role));
            }
        }
        return String.join(", ", roles);
    }

    void assertKept(String role, byte[] bytes) throws IOException {
        assertEquals(new String(bytes, StandardCharsets.UTF_8), Files.readString(metadata.resolve(role + ".json")), role);
    }

    /** The content of every file below the target directory, in the order of its bytes. */
    List<String> downloaded() throws IOException {
        try (Stream<Path> files = Files.walk(targets)) {
            List<String> contents = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.add(Files.readString(file));
            }
            return contents.stream().sorted().toList();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
