package cn.ting.bench;

import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.time.SystemClock;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The bench as a process of its own: {@code BenchProcess DATA-DIRECTORY KIOSK…}. Prints {@code bench ready PORT} once its HTTP front
 * answers on that port of 127.0.0.1; all other ports stand in {@code /bench/api/state}. {@code -Dting.bench.feedSpeed=} slows the
 * printers, in mm/s; {@code -Dting.bench.matters=} publishes so many matters only, the most asked ones.
 */
public final class BenchProcess {

    private BenchProcess() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            System.err.println("usage: BenchProcess DATA-DIRECTORY KIOSK...");
            System.exit(2);
        }
        Path data = Files.createDirectories(Path.of(arguments[0]));
        Model printer = new Model(576, Integer.getInteger("ting.bench.feedSpeed", Model.standard().feedMmPerSecond()), 65_536);
        BenchPlan plan = BenchPlan.free(List.of(arguments).subList(1, arguments.length), data)
                .with(printer)
                .with(Integer.getInteger("ting.bench.matters", BenchPlan.ALL));
        Bench bench = new Bench(plan, new SystemClock());
        bench.start();
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        new BenchRoutes(bench).mount(router);
        int port = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1")
                .toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS).actualPort();
        System.out.println("bench ready " + port);
    }
}
