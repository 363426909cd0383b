package cn.ting.hawkbit;

import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/**
 * One question and its answer over HTTP. No redirect is followed, since the token goes along. May wait {@value #ANSWER_WITHIN_MS} ms for a
 * byte, and a minute for all of it, from the name of the server to the last byte. For one thread; it talks on another, and leaves that to
 * itself when the minute is over: a server that sends one byte of a header after the other would hold it for days.
 */
final class Exchange {

    private static final int CONNECT_WITHIN_MS = 10_000;
    private static final int ANSWER_WITHIN_MS = 15_000;
    private static final Duration WHOLE_WITHIN = Duration.ofMinutes(1);
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_TOKEN_BYTES = 1024;
    private static final int MOST_LEFT = 4;
    private static final Pattern TOKEN = Pattern.compile("(TargetToken|GatewayToken) [!-~]{1,512}");

    private final String root;
    private final Path token;
    private final KioskClock clock;
    private final ObjectMapper json = new ObjectMapper();
    private final List<Left> left = new ArrayList<>();

    /** A talk that was not waited for any longer. It ends when it is hung up on, once that comes through, or when its server is silent. */
    private static final class Left {

        private final Thread thread;
        private final HttpURLConnection connection;
        private Thread hangingUp;

        Left(Thread thread, HttpURLConnection connection) {
            this.thread = thread;
            this.connection = connection;
        }

        /** On a thread of its own, one at a time: to take leave of a server in order may take as long as that likes. */
        void hangUp() {
            if (hangingUp == null || !hangingUp.isAlive()) {
                hangingUp = begin("ting-hawkbit-end", connection::disconnect);
            }
        }
    }

    /** @param root what every address begins with */
    Exchange(String root, Path token, KioskClock clock) {
        this.root = root;
        this.token = token;
        this.clock = clock;
    }

    JsonNode get(String path) throws IOException {
        HttpURLConnection connection = open("GET", path);
        return inTime(connection, () -> {
            mustBeGood(connection, path);
            return json.readTree(read(connection));
        });
    }

    void send(String method, String path, JsonNode body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        HttpURLConnection connection = open(method, path);
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        // Of a known length it is never sent a second time behind our back.
        connection.setFixedLengthStreamingMode(bytes.length);
        inTime(connection, () -> {
            try (OutputStream out = connection.getOutputStream()) {
                out.write(bytes);
            }
            mustBeGood(connection, path);
            return MissingNode.getInstance();
        });
    }

    /** What is said and heard over a connection. */
    @FunctionalInterface
    private interface Talk {
        JsonNode over() throws IOException;
    }

    private JsonNode inTime(HttpURLConnection connection, Talk talk) throws IOException {
        left.removeIf(one -> !one.thread.isAlive());
        // What was not connected yet when it was hung up, or has asked once more since, as the JDK does.
        left.forEach(Left::hangUp);
        if (left.size() >= MOST_LEFT) {
            throw new IOException("the exchanges before have not come to their end");
        }
        Duration began = clock.uptime();
        Semaphore ended = new Semaphore(0);
        CompletableFuture<JsonNode> heard = new CompletableFuture<>();
        Thread thread = begin("ting-hawkbit", () -> {
            try {
                heard.complete(talk.over());
            } catch (IOException | RuntimeException failed) {
                heard.completeExceptionally(failed);
            } finally {
                // Of an Error too somebody waits to hear, and nobody for the leave that is taken.
                heard.completeExceptionally(new IOException("the talk broke off"));
                ended.release();
                connection.disconnect();
            }
        });
        if (!isOver(ended, began)) {
            Left given = new Left(thread, connection);
            left.add(given);
            given.hangUp();
            throw new IOException(Thread.currentThread().isInterrupted()
                    ? "called off"
                    : "an exchange that takes more than " + WHOLE_WITHIN.toSeconds() + " s");
        }
        try {
            return heard.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof IOException refused) {
                throw refused;
            }
            throw failed;
        }
    }

    private boolean isOver(Semaphore ended, Duration began) {
        Duration most = WHOLE_WITHIN.minus(clock.uptime().minus(began));
        try {
            return most.isNegative() ? ended.tryAcquire() : clock.pause(most, ended);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Thread begin(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private HttpURLConnection open(String method, String path) throws IOException {
        URI address;
        try {
            address = new URI(root + path);
        } catch (java.net.URISyntaxException malformed) {
            throw new IOException("no address: " + path);
        }
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(CONNECT_WITHIN_MS);
        connection.setReadTimeout(ANSWER_WITHIN_MS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/hal+json, application/json");
        connection.setRequestProperty("Authorization", authorization());
        return connection;
    }

    /** Read anew each time: a token is exchanged without a restart. */
    private String authorization() throws IOException {
        if (Files.size(token) > MOST_TOKEN_BYTES) {
            throw new IOException(token + " is no token");
        }
        String line = Files.readString(token).strip();
        if (!TOKEN.matcher(line).matches()) {
            throw new IOException(token + " is not one line of TargetToken or GatewayToken and a word");
        }
        return line;
    }

    private static void mustBeGood(HttpURLConnection connection, String path) throws IOException {
        int status = connection.getResponseCode();
        if (status < 200 || status > 299) {
            throw new Refusal(status, path);
        }
    }

    private byte[] read(HttpURLConnection connection) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] block = new byte[16 * 1024];
        try (InputStream in = connection.getInputStream()) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                all.write(block, 0, n);
                if (all.size() > MOST_BYTES) {
                    throw new IOException("an answer of more than " + MOST_BYTES + " bytes");
                }
            }
        }
        return all.size() == 0 ? json.writeValueAsBytes(MissingNode.getInstance()) : all.toByteArray();
    }
}
