package cn.ting.bench;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.receipt.SimulatedEscPosPrinter;
import cn.ting.device.ups.RealUpsd;
import cn.ting.figure.Page;
import cn.ting.stand.KioskOnBench;
import cn.ting.store.Ledger;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The release as a child of its bench: its page at the bench's address, its power in the bench's hand. */
class KioskPowerStory {

    private final KioskClock clock = new SystemClock();

    @Test
    void aKioskWhosePowerIsCutComesBackAtTheSameAddress(@TempDir Path directory) throws Exception {
        try (LaunchedBench bench = LaunchedBench.withKiosk(directory, "k1")) {
            HttpResponse<String> page = answered(bench, 200);
            String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.contains("frame-ancestors 'self'"), policy);
            assertEquals("on", bench.cabinet("k1").path("power").asText());

            bench.post("cabinets/k1/power/cut");
            assertEquals("off", bench.cabinet("k1").path("power").asText());
            assertEquals(502, page(bench).statusCode());

            bench.post("cabinets/k1/power/on");
            answered(bench, 200);
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

    /** The UPS software is about to shut the machine down: by the code that systemd knows it by, the kiosk is not started again before. */
    @Test
    void aKioskWhoseBatteryIsNearlyEmptyEndsItsVisitAndItselfWithEverythingWritten(@TempDir Path directory) throws Exception {
        RealUpsd ups = new RealUpsd(Files.createDirectory(directory.resolve("ups")));
        // All its other devices are away, and so is the platform.
        Wiring alone = name -> new Wiring.Ports(1, 2, 3, 4, 5, 6, 7, 8, 9);
        try (LaunchedKiosk kiosk = new LaunchedKiosk(directory.resolve("kiosk"), alone, "k1", "power: {shutdown: true}")) {
            kiosk.rewrite(config -> config.replace("driver: nut, line: \"tcp:127.0.0.1:5\"", "driver: nut, line: \"" + ups.address() + "\""));
            kiosk.start();
            visit(kiosk);
            ups.drain();

            Duration deadline = clock.uptime().plusSeconds(120);
            while (kiosk.isAlive()) {
                assertTrue(clock.uptime().compareTo(deadline) < 0, () -> "it goes on at " + kiosk.page());
                clock.pause(Duration.ofMillis(50));
            }
            assertEquals(75, kiosk.stop());
            Path ledger = kiosk.data().resolve("ledger.db");
            assertFalse(Files.exists(kiosk.data().resolve("ledger.db-wal")), "nothing is left to be taken up");
            assertTrue(kiosk.verifyBook().contains("the chain is whole"));
            assertEquals(List.of("power"), endings(ledger));
        } finally {
            ups.end();
        }
    }

    /** Whoever is there keeps what he came for, on the screen; the next is taken in when the mains are back. */
    @Test
    void aVisitInWhichTheMainsAreLostIsToldSoPrintsNothingAndEndsAndAllIsAsBeforeWhenTheyAreBack(@TempDir Path directory) throws Exception {
        RealUpsd ups = new RealUpsd(Files.createDirectory(directory.resolve("ups")));
        try (KioskOnBench kiosk = new KioskOnBench(directory, SimulatedEscPosPrinter.Model.instant(), clock, config ->
                config.replaceFirst("driver: nut, line: \"[^\"]*\"", "driver: nut, line: \"" + ups.address() + "\"")
                        + "power: {finishWithin: 10min, steadyFor: 1s}\n")) {
            SimulatedEscPosPrinter printer = kiosk.cabinet().printer();
            eventually(() -> "the first number's slip", () -> printer.slipCount() == 1);
            try (Page page = kiosk.identified()) {
                ups.loseMains();
                page.await(heard -> heard.data().contains("停电了，本亭正靠电池工作"));
                assertTrue(page.submit("queue/take", KioskOnBench.TAKE).path().endsWith("/queue/ticket"));
                // Its end is told by the UPS, since a last minute may pass before all of this on a busy machine.
                ups.drain();
                page.await(heard -> heard.event().equals("reset"));
            }
            eventually(() -> "its end is in the book", () -> endings(directory.resolve("kiosk/data/ledger.db")).contains("power"));
            try (Page page = kiosk.page()) {
                assertTrue(page.idle().html().contains("停电了，本亭暂停服务"), page.idle().html());
                assertFalse(page.tap("visit", "").endsWith("/home"), "nobody is taken in");
                assertEquals(1, printer.slipCount());
                ups.restoreMains();
                eventually(() -> "it serves again", () -> !page.load().html().contains("停电了"));
            }
            try (Page page = kiosk.identified()) {
                assertTrue(page.tap("queue/take", KioskOnBench.TAKE).endsWith("/queue/ticket"));
                eventually(() -> "the next one's slip", () -> printer.slipCount() == 2);
            }
        } finally {
            ups.end();
        }
    }

    private static void visit(LaunchedKiosk kiosk) throws IOException, InterruptedException {
        HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        browser.send(HttpRequest.newBuilder(URI.create(kiosk.page())).build(), BodyHandlers.discarding());
        HttpResponse<String> begun = browser.send(HttpRequest.newBuilder(URI.create(kiosk.page() + "visit"))
                .POST(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        assertTrue(begun.statusCode() < 400, begun::body);
    }

    /** Why each visit ended, by the visit book. */
    private static List<String> endings(Path ledger) {
        return Ledger.readOnly(ledger, tx -> {
            List<String> reasons = new ArrayList<>();
            try (ResultSet row = tx.prepare("SELECT payload ->> 'reason' FROM fact WHERE type = 'visit.ended'").executeQuery()) {
                while (row.next()) {
                    reasons.add(row.getString(1));
                }
            }
            return reasons;
        });
    }

    private HttpResponse<String> answered(LaunchedBench bench, int status) throws IOException, InterruptedException {
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
