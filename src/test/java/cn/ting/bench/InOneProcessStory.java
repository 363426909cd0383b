package cn.ting.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.idcard.SyntheticPeople;
import cn.ting.time.KioskClock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a newcomer gets from one command: kiosk and bench in one process, one HTTP front for both. */
@QuarkusTest
@TestProfile(InOneProcessStory.Fresh.class)
class InOneProcessStory {

    private static final String TAKE = "hall=fengshui-park-station&service=general";

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).followRedirects(Redirect.NORMAL).build();

    /** Nothing is left of an earlier run. */
    public static final class Fresh implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                return Map.of("ting.data", Files.createTempDirectory(Path.of("target"), "test-data-").toString());
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        }
    }

    @TestHTTPResource
    URI kiosk;

    @Inject
    KioskClock clock;

    @Test
    void aVisitFromCardToPaperWithTheBenchBesideIt() throws Exception {
        assertTrue(get("bench").contains("<title>Ting bench</title>"));
        get("");
        post("visit", "");
        String person = SyntheticPeople.all().get(0).id();
        post("bench/api/cabinets/bench-1/card/lift", "");
        eventually("bench/api/state", state -> state.contains("\"missed\":true"));
        post("bench/api/cabinets/bench-1/card/lay?person=" + person, "");
        eventually("queue", page -> page.contains("fengshui-park-station"));
        String before = get("bench/api/cabinets/bench-1/printer/slips");
        String page = numberPage();
        String number = page.replaceAll("(?s).*class=\"digits\"[^>]*>([A-Z]\\d{3})<.*", "$1");
        String slips = eventually("bench/api/cabinets/bench-1/printer/slips", now -> !now.equals(before));
        assertTrue(slips.contains(number), number + " is not on " + slips);
        eventually("bench/api/platform/facts", facts -> facts.contains("\"" + number + "\""));
        assertTrue(post("visit/end", "").contains("class=\"idle end\""));
    }

    /** Whoever holds a slip before a camera that hangs, where no scanner is either, is told, and what can be done without. */
    @Test
    void aCameraThatStandsStillIsSaidToBeNoWayUntilItSees() throws Exception {
        String cabinet = "bench/api/cabinets/bench-1/";
        get("");
        post("visit", "");
        try {
            post(cabinet + "scanner/unplug", "");
            eventually("queue/boards", page -> page.contains("对准扫码窗") && page.contains("href=\"/queue/board/"));
            post(cabinet + "camera/freeze", "");
            String told = eventually("queue/boards", page -> page.contains("扫码暂时不能用"));
            assertTrue(told.contains("请直接在下面选择") && told.contains("href=\"/queue/board/") && !told.contains("对准扫码窗"), told);
            assertTrue(get("queue/bookings/code").contains("扫码暂时不能用，请输入数字"));
            post(cabinet + "camera/thaw", "");
            eventually("queue/boards", page -> page.contains("对准扫码窗"));
        } finally {
            post(cabinet + "camera/thaw", "");
            post(cabinet + "scanner/plug", "");
            post("visit/end", "");
        }
    }

    /** As curl asks, which holds no page. */
    @Test
    void aTechnicianReachesDevicesAndLettersAndHearsOfAWrongName() throws Exception {
        HttpClient curl = HttpClient.newHttpClient();
        assertTrue(asked(curl, "GET", "technician/devices", 200).contains("\"name\":\"printer\""));
        assertTrue(asked(curl, "GET", "technician/letters", 200).contains("\"parked\":[]"));
        assertEquals("{\"requeued\":0}", asked(curl, "POST", "technician/letters/requeue", 200));
        asked(curl, "POST", "technician/letters/moved", 204);
        assertTrue(asked(curl, "POST", "technician/devices/whistle/self-test", 404).contains("\"code\":\"technician.unknown\""));
        assertTrue(asked(curl, "POST", "technician/devices/printer/replenished?what=ink", 404).contains("\"code\":\"technician.unknown\""));
        asked(curl, "GET", "technician/devices?kind=any", 200);
        asked(curl, "GET", "home", 303);
    }

    private String asked(HttpClient curl, String method, String path, int status) throws IOException, InterruptedException {
        var answer = curl.send(HttpRequest.newBuilder(kiosk.resolve("/" + path)).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        assertEquals(status, answer.statusCode(), method + " " + path + " " + answer.body());
        return answer.body();
    }

    /** A wall's browser comes up with the machine, when the catalogue is not proven yet; nobody touches it. */
    @Test
    void aDisplayOfAHallThatIsNotKnownYetAsksAgainByItself() throws Exception {
        String page = asked(HttpClient.newHttpClient(), "GET", "board/nowhere", 404);
        assertTrue(page.contains("<meta http-equiv=\"refresh\" content=\"10\">") && page.contains("以窗口叫号为准"), page);
    }

    @Test
    void theBenchPageFramesItsOwnAddressAndTheTouchPageIsFramedByNobodyHere() throws Exception {
        List<String> bench = policies("/bench");
        assertEquals(1, bench.size(), bench.toString());
        assertTrue(bench.get(0).contains("frame-src 'self'"), bench.toString());
        assertTrue(policies("/").get(0).contains("frame-ancestors 'none'"), "this is no developer's machine");
    }

    private List<String> policies(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(kiosk.resolve(path)).build(), BodyHandlers.discarding())
                .headers().allValues("Content-Security-Policy");
    }

    /** Numbers come with a lease, which may come after the catalogue; a tap that is refused changes nothing. */
    private String numberPage() throws Exception {
        Duration deadline = clock.uptime().plusSeconds(60);
        String page = post("queue/take", TAKE);
        while (!page.contains("class=\"digits\"")) {
            assertTrue(clock.uptime().compareTo(deadline) < 0, page);
            clock.pause(Duration.ofMillis(100));
            page = post("queue/take", TAKE);
        }
        return page;
    }

    private String eventually(String path, Predicate<String> wanted) throws Exception {
        Duration deadline = clock.uptime().plusSeconds(90);
        String seen = get(path);
        while (!wanted.test(seen)) {
            assertTrue(clock.uptime().compareTo(deadline) < 0, path + " went on saying " + seen);
            clock.pause(Duration.ofMillis(50));
            seen = get(path);
        }
        return seen;
    }

    private String get(String path) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(kiosk.resolve("/" + path)));
    }

    private String post(String path, String form) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(kiosk.resolve("/" + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private String answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        assertEquals(2, answer.statusCode() / 100, request + " " + answer.body());
        return answer.body();
    }
}
