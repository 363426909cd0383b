package cn.ting.hawkbit;

import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** A real hawkBit 0.3.0M7 with a database in memory, a process of its own, built by {@code src/test/hawkbit/pom.xml} where it is not yet. */
public final class RealHawkbit implements UpdateServer {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Integer> sets = new HashMap<>();
    private final KioskClock clock;
    private final Process process;
    private final int port;
    private int setType;

    /** Starts it, which takes half a minute. */
    public RealHawkbit(KioskClock clock) throws Exception {
        this.clock = clock;
        Path project = Path.of(System.getProperty("project.root", "."));
        Path jar = project.resolve("target/peers/hawkbit/hawkbit-peer.jar");
        if (!Files.exists(jar)) {
            List<String> build = List.of("mvn", "-B", "-q", "-f", project.resolve("src/test/hawkbit/pom.xml").toString(), "package");
            if (new ProcessBuilder(build).inheritIO().start().waitFor() != 0) {
                throw new IOException("hawkBit was not built");
            }
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        File log = jar.resolveSibling("server.log").toFile();
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:TieredStopAtLevel=1", "-jar",
                jar.toAbsolutePath().toString(), "--server.port=" + port)
                .directory(jar.getParent().toFile()).redirectErrorStream(true).redirectOutput(log).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        await("hawkBit is up", () -> process.isAlive() && answers());
        int moduleType = post("softwaremoduletypes", "[{\"key\":\"ting\",\"name\":\"ting\",\"maxAssignments\":1}]").get(0).path("id").asInt();
        setType = post("distributionsettypes", "[{\"key\":\"ting\",\"name\":\"ting\",\"mandatorymodules\":[{\"id\":" + moduleType + "}]}]").get(0)
                .path("id").asInt();
    }

    private boolean answers() {
        try {
            call("GET", "targets", "");
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Waits for what has to come. */
    public void await(String what, Callable<Boolean> truth) throws Exception {
        Duration end = clock.uptime().plus(PATIENCE);
        while (!truth.call()) {
            if (clock.uptime().compareTo(end) > 0) {
                throw new IllegalStateException("not in " + PATIENCE + ": " + what);
            }
            clock.pause(Duration.ofMillis(200));
        }
    }

    /** Takes a kiosk off the list, with all that became of its actions, and puts it on it again. */
    public void forget(String kiosk) throws IOException {
        try {
            call("DELETE", "targets/" + kiosk, "");
        } catch (IOException unknown) {
            // Then there is nothing to forget.
        }
        post("targets", "[{\"controllerId\":\"" + kiosk + "\",\"name\":\"" + kiosk + "\"}]");
    }

    @Override
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public String token() {
        return "GatewayToken gw-secret-1";
    }

    /** The distribution set of a release, made where it is not yet. */
    public int set(String version) throws IOException {
        if (!sets.containsKey(version)) {
            int module = post("softwaremodules", "[{\"name\":\"ting\",\"version\":\"" + version + "\",\"type\":\"ting\"}]").get(0).path("id").asInt();
            sets.put(version, post("distributionsets", "[{\"name\":\"ting\",\"version\":\"" + version + "\",\"type\":\"ting\",\"modules\":[{\"id\":"
                    + module + "}]}]").get(0).path("id").asInt());
        }
        return sets.get(version);
    }

    @Override
    public String assign(String kiosk, String version, How how) throws IOException {
        ArrayNode body = json.createArrayNode();
        ObjectNode one = body.addObject().put("id", kiosk);
        one.put("type", how == How.SOFT ? "soft" : how == How.DOWNLOAD_ONLY ? "downloadonly" : "forced");
        if (how == How.IN_WINDOW || how == How.OUTSIDE_WINDOW) {
            // One that opens as often as it shuts, and one that opens in years.
            one.putObject("maintenanceWindow")
                    .put("schedule", how == How.IN_WINDOW ? "0 * * * * ?" : "0 0 3 1 1 ? 2090")
                    .put("duration", "00:01:00")
                    .put("timezone", "+08:00");
        }
        JsonNode answer = post("distributionsets/" + set(version) + "/assignedTargets", body.toString());
        if (answer.path("assignedActions").isEmpty()) {
            throw new IOException("nothing was assigned: " + answer);
        }
        return answer.at("/assignedActions/0/id").asText();
    }

    @Override
    public void callOff(String kiosk, String action) throws IOException {
        call("DELETE", "targets/" + kiosk + "/actions/" + action, "");
    }

    @Override
    public void quit(String kiosk, String action) throws IOException {
        call("DELETE", "targets/" + kiosk + "/actions/" + action + "?force=true", "");
    }

    @Override
    public List<String> history(String kiosk, String action) throws IOException {
        List<String> history = new ArrayList<>();
        for (JsonNode entry : entries(kiosk, action)) {
            // That the kiosk asked is no news of what became of it.
            if (!entry.path("type").asText().equals("retrieved")) {
                history.add(entry.path("type").asText());
            }
        }
        return history;
    }

    @Override
    public List<String> said(String kiosk, String action) throws IOException {
        List<String> said = new ArrayList<>();
        entries(kiosk, action).forEach(entry -> entry.path("messages").forEach(message -> said.add(message.asText())));
        return said;
    }

    private JsonNode entries(String kiosk, String action) throws IOException {
        return call("GET", "targets/" + kiosk + "/actions/" + action + "/status?limit=200&sort=id:ASC", "").path("content");
    }

    @Override
    public Map<String, String> attributes(String kiosk) throws IOException {
        Map<String, String> attributes = new HashMap<>();
        call("GET", "targets/" + kiosk + "/attributes", "").fields().forEachRemaining(one -> attributes.put(one.getKey(), one.getValue().asText()));
        return attributes;
    }

    public JsonNode post(String path, String body) throws IOException {
        return call("POST", path, body);
    }

    /** @param body empty for none */
    public JsonNode call(String method, String path, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/rest/v1/" + path))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.US_ASCII)))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IOException(answer.statusCode() + " for " + method + " " + path + " " + answer.body());
            }
            return answer.body().isEmpty() ? json.createObjectNode() : json.readTree(answer.body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
