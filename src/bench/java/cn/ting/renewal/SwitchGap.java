package cn.ting.renewal;

import cn.ting.bench.Bench;
import cn.ting.bench.BenchPlan;
import cn.ting.bench.LaunchedKiosk;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Sample;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How long residents find nobody while a kiosk goes over to a release that stands ready in its other slot: the launcher, the check of every file, the
 * start and the gates of the trial are in it. The page is asked for all the time.
 */
final class SwitchGap implements Benchmark {

    private static final int TURNS = 5;
    private static final int LIMIT_S = 3;
    private static final Duration SWITCHED_WITHIN = Duration.ofMinutes(2);
    private static final Duration ASK_EVERY = Duration.ofMillis(10);
    private static final int ANSWER_WITHIN_MS = 10_000;

    private final Path project;
    private final KioskClock clock;

    SwitchGap(Path project, KioskClock clock) {
        this.project = project;
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("ota.gap");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        Sample gaps = new Sample();
        try (Bench bench = new Bench(BenchPlan.free(List.of("k1"), directory), clock)) {
            bench.start();
            int port = freePort();
            LaunchedKiosk kiosk = new LaunchedKiosk(directory.resolve("kiosk").toAbsolutePath(), bench, "k1", "ota: {model: bench}\n");
            kiosk.rewrite(LaunchedKiosk::withA4);
            kiosk.with(Map.of("TING_JAVA_OPTIONS", "-Dquarkus.http.port=" + port));
            Path slots = Files.createDirectories(directory.resolve("kiosk/slots").toAbsolutePath());
            SecondRelease next = SecondRelease.into(slots.resolve("b"), project);
            for (int turn = 0; turn < TURNS; turn++) {
                fetched(slots, next, "u" + turn);
                kiosk.startThroughLauncher();
                gaps.add(gap(port, slots).toNanos() / 1e9);
                kiosk.stop();
            }
        }
        return List.of(new Figure("ota.gap", gaps.percentile(100), "s", LIMIT_S), new Figure("ota.gap.p50", gaps.median(), "s", LIMIT_S));
    }

    /** Leaves the machine as a kiosk does that has brought a release here and would switch now: the first is committed, the second noted. */
    private static void fetched(Path slots, SecondRelease next, String id) throws IOException {
        for (String old : List.of("trial", "previous", "committed", "outcomes")) {
            Files.deleteIfExists(slots.resolve(old));
        }
        Program.run("rm", "-rf", slots.resolve("a"));
        Files.writeString(slots.resolve("journal"), """
                {"phase":"FETCHED","id":"%s","way":"stick","version":"%s","counter":%d,"manifest":"%s","slot":"b","cause":"","detail":"",\
                "armed":0,"held":[],"outcomes":0,"newestSigned":0,"stick":"","instruction":0,"action":""}
                """.formatted(id, next.version(), next.counter(), next.manifest()));
    }

    /** From the last page that would have taken a touch to the first that does again. */
    private Duration gap(int port, Path slots) throws IOException, InterruptedException {
        Duration began = clock.uptime();
        Duration served = began;
        boolean away = false;
        while (clock.uptime().minus(began).compareTo(SWITCHED_WITHIN) < 0) {
            boolean serves = serves(port);
            Duration now = clock.uptime();
            if (serves && away && Files.exists(slots.resolve("trial"))) {
                return now.minus(served);
            }
            if (serves) {
                served = now;
                away = false;
            } else {
                away = true;
            }
            clock.pause(ASK_EVERY);
        }
        throw new IOException("the kiosk did not switch and serve within " + SWITCHED_WITHIN.toSeconds() + " s");
    }

    private static boolean serves(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(ANSWER_WITHIN_MS);
            socket.getOutputStream().write("GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String page = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return page.contains(" 200 ") && page.contains("<div id=\"service\">");
        } catch (IOException nobody) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
