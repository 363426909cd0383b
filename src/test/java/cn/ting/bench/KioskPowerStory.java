package cn.ting.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The release as a child of its bench: its page at the bench's address, its power in the bench's hand. */
class KioskPowerStory {

    private final KioskClock clock = new SystemClock();

    @Test
    void aKioskWhosePowerIsCutComesBackAtTheSameAddress(@TempDir Path directory) throws Exception {
        try (LaunchedBench bench = LaunchedBench.withKiosk(directory, "k1")) {
            HttpResponse<String> page = eventually(bench, 200);
            String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.contains("frame-ancestors 'self'"), policy);
            assertEquals("on", bench.cabinet("k1").path("power").asText());

            bench.post("cabinets/k1/power/cut");
            assertEquals("off", bench.cabinet("k1").path("power").asText());
            assertEquals(502, page(bench).statusCode());

            bench.post("cabinets/k1/power/on");
            eventually(bench, 200);
            assertTrue(bench.cabinet("k1").path("ready").asBoolean());
        }
    }

    @Test
    void aKioskThatIsNoChildOfTheBenchHasNoSwitchThere(@TempDir Path directory) throws IOException {
        try (LaunchedBench bench = new LaunchedBench(directory, "k1")) {
            assertEquals("none", bench.cabinet("k1").path("power").asText());
            IOException refused = assertThrows(IOException.class, () -> bench.post("cabinets/k1/power/cut"));
            assertTrue(refused.getMessage().contains("answered 400 this kiosk was not started by the bench"), refused.getMessage());
        }
    }

    private HttpResponse<String> eventually(LaunchedBench bench, int status) throws IOException, InterruptedException {
        Duration deadline = clock.uptime().plusSeconds(120);
        HttpResponse<String> page = page(bench);
        while (page.statusCode() != status) {
            assertTrue(clock.uptime().compareTo(deadline) < 0, "the page went on answering " + page.statusCode());
            clock.pause(Duration.ofMillis(100));
            page = page(bench);
        }
        return page;
    }

    private static HttpResponse<String> page(LaunchedBench bench) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(bench.address()).build(), BodyHandlers.ofString());
    }
}
