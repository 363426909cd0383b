package cn.ting.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.SystemClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What residents see where nothing can start. */
@Timeout(240)
class OutOfServiceTest {

    @TempDir
    Path directory;

    private LauncherRig rig;

    @BeforeEach
    void build() throws Exception {
        rig = new LauncherRig(directory);
    }

    @AfterEach
    void end() throws Exception {
        rig.close();
    }

    @Test
    void whereBothSlotsAreDamagedThePageTellsTheNearestPointUntilATechnicianHasBeenThere() throws Exception {
        Files.writeString(directory.resolve("nearest"), "沣水社区服务中心，向东 400 米\nFengshui <Community> Centre & Library, 400 m east\n");
        rig.before(StandIn.HEALTHY);
        Files.delete(rig.slots.resolve("a/app/ting.jar"));
        Files.delete(rig.slots.resolve("b/app/ting.jar"));
        rig.start();

        String page = page("");
        assertTrue(page.contains("本机暂停服务") && page.contains("out of service") && page.contains("12345"), page);
        assertTrue(page.contains("沣水社区服务中心，向东 400 米\nFengshui &lt;Community&gt; Centre &amp; Library, 400 m east"), page);
        assertTrue(page.contains("<small>ota.damaged</small>"), page);
        assertEquals(page, page("queue/ticket?lang=en"), "a browser that was in the midst of a visit sees it too");
        assertEquals(List.of(), rig.ran());

        rig.point("committed", new StandIn("1.0", 1, StandIn.HEALTHY).into(rig.slots, "a", rig.key));
        rig.hears("serves a ''");
        assertEquals(143, rig.stop());
    }

    @Test
    void aNewMachineWithEmptySlotsShowsThePageWithoutANearestPoint() throws Exception {
        Files.delete(rig.slots.resolve("committed"));
        rig.start();
        assertTrue(page("").contains("<p class=\"nearest\">\n</p>"));
        assertEquals(143, rig.stop());
    }

    /** A kiosk whose settings are refused starts again and again: a browser's own error would be all that residents see. */
    @Test
    void whereTheDiskOfTheSlotsDidNotComeUpThePageIsThereAllTheSame() throws Exception {
        Files.move(rig.slots, directory.resolve("elsewhere"));
        rig.start();
        assertTrue(page("").contains("本机暂停服务"));
        assertEquals(143, rig.stop());
    }

    @Test
    void aCommittedReleaseThatNeverComesUpLeavesThePageUntilTheNextStart() throws Exception {
        rig.point("committed", new StandIn("1.0", 1, "exit 1\n").into(rig.slots, "a", rig.key));
        rig.with("TING_PAUSE", "600").start();
        assertTrue(page("").contains("ota.exited"));
        assertEquals(1, rig.stop());
    }

    private String page(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(rig.page() + path)).timeout(Duration.ofSeconds(10)).build();
        SystemClock clock = new SystemClock();
        Duration end = clock.uptime().plusSeconds(60);
        while (clock.uptime().compareTo(end) < 0) {
            try {
                return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
            } catch (IOException notYet) {
                clock.pause(Duration.ofMillis(20));
            }
        }
        throw new AssertionError("no page; said were " + rig.said());
    }
}
