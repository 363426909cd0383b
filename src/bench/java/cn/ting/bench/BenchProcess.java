package cn.ting.bench;

import cn.ting.device.scanner.SimulatedScanners.Kind;
import cn.ting.time.SystemClock;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The bench as a process of its own: {@code BenchProcess [--kiosk] [--scanner KIND] [--port N] DATA-DIRECTORY KIOSK…}. Prints
 * {@code bench ready PORT} once its HTTP front answers on that port of 127.0.0.1, any free one by default; all other ports stand in
 * {@code /bench/api/state}. With {@code --kiosk} it also starts the release as its child, for the one KIOSK there is then, and shows its page
 * at its own address. KIND is what the cabinets' scanners speak: serial (default), hid-pos or keyboard. {@code -Dting.bench.matters=} publishes so many matters only, the most asked ones.
 */
public final class BenchProcess {

    private static final String USAGE = "usage: BenchProcess [--kiosk] [--scanner KIND] [--port N] DATA-DIRECTORY KIOSK...";

    /** What was asked for on the command line. */
    private record Wanted(boolean kiosk, Kind scanner, int port, Path data, List<String> kiosks) {

        /** @throws IllegalArgumentException with a sentence, when it is not understood */
        static Wanted of(String[] arguments) {
            List<String> rest = new ArrayList<>(List.of(arguments));
            boolean kiosk = false;
            Kind scanner = Kind.SERIAL;
            int port = 0;
            while (!rest.isEmpty() && rest.get(0).startsWith("--")) {
                String option = rest.remove(0);
                if (option.equals("--kiosk")) {
                    kiosk = true;
                } else if (option.equals("--scanner") && !rest.isEmpty()) {
                    scanner = Kind.of(rest.remove(0));
                } else if (option.equals("--port") && !rest.isEmpty() && rest.get(0).matches("\\d{1,5}")) {
                    port = Integer.parseInt(rest.remove(0));
                } else {
                    throw new IllegalArgumentException(USAGE);
                }
            }
            if (rest.size() < 2 || port > 65_535 || kiosk && rest.size() > 2) {
                throw new IllegalArgumentException(kiosk && rest.size() > 2 ? "--kiosk is for one kiosk" : USAGE);
            }
            return new Wanted(kiosk, scanner, port, Path.of(rest.get(0)), List.copyOf(rest.subList(1, rest.size())));
        }
    }

    private BenchProcess() {}

    public static void main(String[] arguments) throws Exception {
        Wanted wanted;
        try {
            wanted = Wanted.of(arguments);
        } catch (IllegalArgumentException notUnderstood) {
            System.err.println(notUnderstood.getMessage());
            System.exit(2);
            return;
        }
        Path data = Files.createDirectories(wanted.data());
        BenchPlan plan = BenchPlan.free(wanted.kiosks(), data)
                .with(Integer.getInteger("ting.bench.matters", BenchPlan.ALL));
        Bench bench = new Bench(plan, new SystemClock());
        bench.start();
        if (wanted.scanner() != Kind.SERIAL) {
            bench.cabinets().forEach(cabinet -> cabinet.scanners().put(wanted.scanner()));
        }
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        new BenchRoutes(bench).mount(router);
        if (wanted.kiosk()) {
            KioskPower power = power(bench, bench.cabinets().get(0), data);
            new KioskFront(vertx, power::port).mount(router);
        }
        try {
            int port = vertx.createHttpServer().requestHandler(router).listen(wanted.port(), "127.0.0.1")
                    .toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS).actualPort();
            if (wanted.kiosk()) {
                bench.cabinets().get(0).power().orElseThrow().on();
            }
            System.out.println("bench ready " + port);
        } catch (ExecutionException | TimeoutException taken) {
            System.err.println("the bench cannot answer on port " + wanted.port() + ": " + taken.getMessage());
            System.exit(1);
        }
    }

    private static KioskPower power(Bench bench, Cabinet cabinet, Path data) throws IOException {
        LaunchedKiosk kiosk = new LaunchedKiosk(data.resolve("kiosk"), bench, cabinet.kiosk(), "");
        kiosk.rewrite(LaunchedKiosk::withEverything);
        if (cabinet.scanners().kind() != Kind.SERIAL) {
            kiosk.rewrite(text -> LaunchedKiosk.withScanner(text, cabinet.scanners().kind().driver(), cabinet.scanners().now().address()));
        }
        KioskPower power = new KioskPower(kiosk);
        cabinet.power(power);
        return power;
    }
}
