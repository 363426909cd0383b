package cn.ting.hawkbit;

import cn.ting.http.ServerTrust;
import cn.ting.http.Talk;
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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One question and its answer over HTTP, within the minute of a {@link Talk}, from the name of the server to the last byte. No redirect is
 * followed, since the token goes along. For one thread.
 */
final class Exchange {

    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_TOKEN_BYTES = 1024;
    private static final int MOST_BEGUN = 4;
    private static final Pattern TOKEN = Pattern.compile("(TargetToken|GatewayToken) [!-~]{1,512}");

    private final String root;
    private final ServerTrust trust;
    private final Path token;
    private final KioskClock clock;
    private final ObjectMapper json = new ObjectMapper();
    /** Some of these may have been left to themselves. */
    private final List<Talk<JsonNode>> begun = new ArrayList<>();

    /**
     * @param root what every address begins with
     * @param trust whom to believe to be the server, and to give the token to
     */
    Exchange(String root, ServerTrust trust, Path token, KioskClock clock) {
        this.root = root;
        this.trust = trust;
        this.token = token;
        this.clock = clock;
    }

    JsonNode get(String path) throws IOException {
        return inTime(open("GET", path), over -> {
            mustBeGood(over, path);
            return json.readTree(read(over));
        });
    }

    void send(String method, String path, JsonNode body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        HttpURLConnection connection = open(method, path);
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        // Of a known length it is never sent a second time behind our back.
        connection.setFixedLengthStreamingMode(bytes.length);
        inTime(connection, over -> {
            try (OutputStream out = over.getOutputStream()) {
                out.write(bytes);
            }
            mustBeGood(over, path);
            return MissingNode.getInstance();
        });
    }

    private JsonNode inTime(HttpURLConnection connection, Talk.Words<JsonNode> words) throws IOException {
        begun.removeIf(Talk::isOver);
        if (begun.size() >= MOST_BEGUN) {
            throw new IOException("the exchanges before have not come to their end");
        }
        Talk<JsonNode> talk = Talk.begin(connection, clock, words);
        begun.add(talk);
        return talk.answer();
    }

    private HttpURLConnection open(String method, String path) throws IOException {
        URI address;
        try {
            address = new URI(root + path);
        } catch (java.net.URISyntaxException malformed) {
            throw new IOException("no address: " + path);
        }
        HttpURLConnection connection = Talk.open(address, trust);
        connection.setRequestMethod(method);
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
