package cn.ting.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The bench as a process of its own, moved by its HTTP calls as a person would by its page. */
public final class LaunchedBench implements Wiring, AutoCloseable {

    private static final Pattern READY = Pattern.compile("bench ready (\\d+)");

    /** Enough to look for; all of them would cost every kiosk that begins with nothing some seconds. */
    private static final int MATTERS = 100;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Launched process;
    private final URI api;

    /**
     * Starts a bench and waits until it is ready.
     *
     * @param directory for its log and the platform's file
     * @param kiosks a cabinet is made for each
     */
    public LaunchedBench(Path directory, String... kiosks) throws IOException {
        this(directory, List.of(), List.of(kiosks));
    }

    /** A bench that runs the release as its child and shows its page at its own address. */
    public static LaunchedBench withKiosk(Path directory, String kiosk) throws IOException {
        return new LaunchedBench(directory, List.of("--kiosk"), List.of(kiosk));
    }

    /**
     * Starts any of them.
     *
     * @param words before the bench's directory
     */
    private LaunchedBench(Path directory, List<String> words, List<String> kiosks) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"), "-XX:+UseSerialGC", "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-Dting.bench.matters=" + MATTERS));
        command.addAll(List.of("-Dting.bench.patient=" + Boolean.getBoolean("ting.bench.patient"), "-cp", System.getProperty("java.class.path"),
                "-Dproject.root=" + System.getProperty("project.root", "."), BenchProcess.class.getName()));
        command.addAll(words);
        command.add(directory.resolve("platform").toString());
        command.addAll(kiosks);
        process = new Launched(new ProcessBuilder(command), directory.resolve("bench.log"), READY);
        api = URI.create("http://127.0.0.1:" + process.port() + "/bench/api/");
    }

    /** Moves a hand: {@code link/cut}, {@code cabinets/k1/card/lay?person=zhang-xiaosan}. */
    public void post(String hand) throws IOException {
        HttpResponse<String> answer = send(
                HttpRequest.newBuilder(api.resolve(hand)).POST(BodyPublishers.noBody()), BodyHandlers.ofString());
        if (answer.statusCode() != 204) {
            throw new IOException(hand + " answered " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Reads what the bench shows: {@code state}, {@code platform/facts}, {@code cabinets/k1/printer/slips}. */
    public JsonNode get(String what) throws IOException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(api.resolve(what)).GET(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(what + " answered " + answer.statusCode() + " " + answer.body());
        }
        return json.readTree(answer.body());
    }

    /** Reads a picture: {@code cabinets/k1/printer/slips/0}. */
    public byte[] picture(String what) throws IOException {
        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(api.resolve(what)).GET(), BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(what + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    /** The address at which the bench answers, ending in a slash; a kiosk that is its child shows its page there. */
    public URI address() {
        return api.resolve("/");
    }

    /** A cabinet as {@code state} shows it. */
    public JsonNode cabinet(String kiosk) throws IOException {
        for (JsonNode cabinet : get("state").path("cabinets")) {
            if (cabinet.path("kiosk").asText().equals(kiosk)) {
                return cabinet;
            }
        }
        throw new IOException("no cabinet of " + kiosk);
    }

    /** A kiosk as the platform sees it in {@code state}; missing as long as it was not heard. */
    public JsonNode kiosk(String name) throws IOException {
        for (JsonNode kiosk : get("state").path("kiosks")) {
            if (kiosk.path("kiosk").asText().equals(name)) {
                return kiosk;
            }
        }
        return json.missingNode();
    }

    @Override
    public Ports portsOf(String kiosk) throws IOException {
        JsonNode cabinet = cabinet(kiosk);
        return new Ports(
                get("state").path("brokerPort").asInt(),
                cabinet.path("readerPort").asInt(),
                cabinet.path("printerPort").asInt(),
                cabinet.path("scannerPort").asInt(),
                cabinet.path("upsPort").asInt(),
                cabinet.path("boardPort").asInt(),
                cabinet.path("a4Port").asInt(),
                cabinet.path("cameraPort").asInt(),
                cabinet.path("speakerPort").asInt());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) throws IOException {
        try {
            return http.send(request.timeout(Duration.ofSeconds(60)).build(), body);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IOException(hurried);
        }
    }

    @Override
    public void close() {
        process.stop();
    }
}
