package cn.ting.hawkbit;

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
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * One question and its answer over HTTP. No redirect is followed, since the token goes along. May wait {@value #ANSWER_WITHIN_MS} ms for a
 * byte, and a minute for all of them.
 */
final class Exchange {

    private static final int CONNECT_WITHIN_MS = 10_000;
    private static final int ANSWER_WITHIN_MS = 15_000;
    private static final Duration WHOLE_WITHIN = Duration.ofMinutes(1);
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_TOKEN_BYTES = 1024;
    private static final Pattern TOKEN = Pattern.compile("(TargetToken|GatewayToken) [!-~]{1,512}");

    private final String root;
    private final Path token;
    private final Supplier<Duration> uptime;
    private final ObjectMapper json = new ObjectMapper();

    /** @param root what every address begins with */
    Exchange(String root, Path token, Supplier<Duration> uptime) {
        this.root = root;
        this.token = token;
        this.uptime = uptime;
    }

    JsonNode get(String path) throws IOException {
        Duration began = uptime.get();
        HttpURLConnection connection = open("GET", path);
        try {
            mustBeGood(connection, path);
            return json.readTree(read(connection, began));
        } finally {
            connection.disconnect();
        }
    }

    void send(String method, String path, JsonNode body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        HttpURLConnection connection = open(method, path);
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        // Of a known length it is never sent a second time behind our back.
        connection.setFixedLengthStreamingMode(bytes.length);
        try {
            try (OutputStream out = connection.getOutputStream()) {
                out.write(bytes);
            }
            mustBeGood(connection, path);
        } finally {
            connection.disconnect();
        }
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

    private byte[] read(HttpURLConnection connection, Duration began) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] block = new byte[16 * 1024];
        try (InputStream in = connection.getInputStream()) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                all.write(block, 0, n);
                if (all.size() > MOST_BYTES) {
                    throw new IOException("an answer of more than " + MOST_BYTES + " bytes");
                }
                if (uptime.get().minus(began).compareTo(WHOLE_WITHIN) > 0) {
                    throw new IOException("an answer that takes more than " + WHOLE_WITHIN.toSeconds() + " s");
                }
            }
        }
        return all.size() == 0 ? json.writeValueAsBytes(MissingNode.getInstance()) : all.toByteArray();
    }
}
