package cn.ting.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.code.CodeReader;
import cn.ting.code.HeldCode;
import cn.ting.device.speaker.SimulatedSpeaker;
import cn.ting.time.SystemClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The hands on what a kiosk reaches through a program, moved over HTTP as the bench page does, and what the program hears of it. */
@Timeout(300)
class HandsTest {

    private static final int PIXELS = 640 * 480;
    /** More than all that lies between a camera and who looks. */
    private static final int MOST_UNDERWAY = 40;

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private Bench bench;
    private URI api;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench(BenchPlan.free(List.of("k1"), directory), new SystemClock());
        bench.cabinets().get(0).start();
        Router router = Router.router(vertx);
        new BenchRoutes(bench).mount(router);
        int port = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1")
                .toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS).actualPort();
        api = URI.create("http://127.0.0.1:" + port + "/bench/api/");
    }

    @AfterEach
    void close() {
        vertx.close();
        bench.close();
    }

    @Test
    void aCodeIsHeldBeforeTheCameraAndTakenAwayAndThePictureStandsStill() throws Exception {
        CodeReader reader = new CodeReader();
        move("camera/show?text=" + URLEncoder.encode("你好 ting", StandardCharsets.UTF_8));
        try (Socket camera = new Socket("127.0.0.1", look("camera", "cameraPort").asInt())) {
            InputStream film = camera.getInputStream();
            byte[] first = film.readNBytes(PIXELS);
            assertEquals("你好 ting", reader.decode(first, 640, 480));
            assertNotEquals(Arrays.hashCode(first), Arrays.hashCode(film.readNBytes(PIXELS)), "a sensor's noise");
            move("camera/freeze");
            byte[] still = next(film, (before, now) -> Arrays.equals(before, now));
            move("camera/hide");
            for (int frame = 0; frame < MOST_UNDERWAY; frame++) {
                assertArrayEquals(still, film.readNBytes(PIXELS), "nothing moves in it");
            }
            move("camera/thaw");
            assertNull(reader.decode(next(film, (before, now) -> !Arrays.equals(before, now)), 640, 480));
        }
        assertEquals("{\"shown\":false,\"covered\":false,\"frozen\":false,\"muted\":false,\"plugged\":true}", look("camera", "camera").toString());
        assertEquals("no slip with a code lies in the tray", refused("camera/show-slip"));
        assertEquals("this text does not fit a code", refused("camera/show?text=" + "x".repeat(2_400)));
    }

    /** The first frame that is to its forerunner as wanted: those that were sent before a hand was moved may still be underway. */
    private static byte[] next(InputStream film, BiPredicate<byte[], byte[]> wanted) throws IOException {
        byte[] before = film.readNBytes(PIXELS);
        for (int frame = 0; frame < MOST_UNDERWAY; frame++) {
            byte[] now = film.readNBytes(PIXELS);
            if (wanted.test(before, now)) {
                return now;
            }
            before = now;
        }
        throw new AssertionError("not within " + MOST_UNDERWAY + " frames");
    }

    @Test
    void whatTheLoudspeakerSaidIsToldAndItHangsUntilItIsLetGoOn() throws Exception {
        Path program = SimulatedSpeaker.program(directory, look("speaker", "speakerPort").asInt());
        assertEquals(0, says(program, "80", "请收好身份证").waitFor());
        JsonNode heard = look("speaker", "speaker");
        assertEquals("请收好身份证 cmn 80", heard.path("said").asText() + " " + heard.path("voice").asText() + " " + heard.path("volume").asText());

        move("speaker/hang");
        Process proof = says(program, "0", ".");
        assertTrue(!proof.waitFor(1, TimeUnit.SECONDS) && look("speaker", "speaker").path("hangs").asBoolean());
        move("speaker/go-on");
        assertEquals(0, proof.waitFor());
        assertEquals("请收好身份证", look("speaker", "speaker").path("said").asText(), "nobody heard the proof");

        move("speaker/mute");
        assertEquals(1, says(program, "80", "你好").waitFor());
        move("speaker/unplug");
        assertEquals(1, says(program, "80", "你好").waitFor());
    }

    @Test
    void anotherScannerIsPutInAndTellsWhatIsHeldBeforeItInItsOwnWay() throws Exception {
        move("scanner/put?kind=hid-pos");
        try (RandomAccessFile hidraw = openScanner()) {
            move("scanner/show?text=A007");
            byte[] report = new byte[64];
            hidraw.readFully(report);
            assertEquals("02045d513141303037" + "00".repeat(55), HexFormat.of().formatHex(report));
        }
        String gone = line();
        move("scanner/put?kind=keyboard");
        assertFalse(Files.exists(Path.of(gone)), "one is in its place");
        try (RandomAccessFile evdev = openScanner()) {
            move("scanner/mute");
            move("scanner/show?text=9");
            move("scanner/unmute");
            move("scanner/show?text=7");
            byte[] records = new byte[3 * 24];
            evdev.readFully(records);
            assertEquals(8, records[24 + 18], "KEY_7 and no 9, of which nobody hears");
        }
        JsonNode scanner = look("scanner", "scanner");
        assertEquals("keyboard true false true", String.join(" ", scanner.path("kind").asText(), scanner.path("looking").asText(),
                scanner.path("muted").asText(), scanner.path("plugged").asText()));
        move("scanner/unplug");
        assertFalse(Files.exists(Path.of(line())));
        assertEquals("a scanner is serial, hid-pos or keyboard", refused("scanner/put?kind=laser"));
        move("scanner/put?kind=serial");
        assertEquals("tcp:127.0.0.1:" + look("scanner", "scannerPort").asInt(), look("scanner", "scanner").path("line").asText());
    }

    /** For both, as the kiosk does: whoever opens a pipe for reading alone waits for somebody who writes. */
    private RandomAccessFile openScanner() throws Exception {
        return new RandomAccessFile(line(), "rw");
    }

    private String line() throws Exception {
        return look("scanner", "scanner").path("line").asText().substring("file:".length());
    }

    @Test
    void aCardForAReaderThatIsNotThereSaysWhatIsMissing() throws Exception {
        HttpResponse<String> answer = post("social/insert");
        // On a machine with a virtual reader it is in.
        assertTrue(answer.statusCode() == 204 || answer.body().endsWith("install pcscd and vsmartcard-vpcd"), answer.body());
        assertEquals(answer.statusCode() == 204, look("social", "social").path("in").asBoolean());
        move("social/pull");
        assertEquals(false, look("social", "social").path("in").asBoolean());
    }

    private Process says(Path program, String volume, String text) throws Exception {
        return new ProcessBuilder(program.toString(), "-v", "cmn", "-a", volume, "-s", "150", "-b", "1", "--stdin")
                .redirectInput(Files.writeString(directory.resolve("text"), text).toFile()).start();
    }

    private void move(String hand) throws Exception {
        HttpResponse<String> answer = post(hand);
        assertEquals(204, answer.statusCode(), hand + " " + answer.body());
    }

    private String refused(String hand) throws Exception {
        HttpResponse<String> answer = post(hand);
        assertEquals(400, answer.statusCode(), hand);
        return answer.body();
    }

    private HttpResponse<String> post(String hand) throws Exception {
        return HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(api.resolve("cabinets/k1/" + hand)).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private JsonNode look(String device, String what) throws Exception {
        JsonNode cabinet = new ObjectMapper().readTree(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(api.resolve("state")).build(), BodyHandlers.ofString()).body()).path("cabinets").get(0);
        assertTrue(cabinet.has(device) && cabinet.has(what), device);
        return cabinet.path(what);
    }
}
