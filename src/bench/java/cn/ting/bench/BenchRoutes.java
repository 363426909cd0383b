package cn.ting.bench;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;

/**
 * The one HTTP front of the bench: the page under {@code /bench} and every hand under {@code /bench/api/…}. {@link Hands} says
 * how they answer.
 */
public final class BenchRoutes {

    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Bench bench;

    public BenchRoutes(Bench bench) {
        this.bench = bench;
    }

    /** Hangs every route into a router. */
    public void mount(Router router) {
        router.route("/bench*").handler(BenchRoutes::fromHere);
        Hands hands = new Hands(router);
        BenchState state = new BenchState(bench);
        hands.json("/bench/api/state", context -> state.state());
        link(hands);
        new PlatformRoutes(bench, state).mount(hands);
        new CatalogueRoutes(bench).mount(hands);
        new CabinetRoutes(bench).mount(hands);
        BenchFiles.mount(router);
    }

    /** A page elsewhere moves no hand: neither under a name bent to this address nor by a form that leads here. */
    private static void fromHere(RoutingContext context) {
        HostAndPort asked = context.request().authority();
        if (asked == null || !THIS_MACHINE.contains(asked.host())) {
            context.response().setStatusCode(421).end();
        } else if (context.request().method() == HttpMethod.POST && "cross-site".equals(context.request().getHeader("Sec-Fetch-Site"))) {
            context.response().setStatusCode(403).end();
        } else {
            context.next();
        }
    }

    private void link(Hands hands) {
        hands.post("/bench/api/link/cut", context -> bench.link(false));
        hands.post("/bench/api/link/restore", context -> bench.link(true));
        hands.post("/bench/api/link/delay",
                context -> bench.broker().passage().delay(Duration.ofMillis(Hands.need(context, "ms", 0, 5_000))));
        hands.post("/bench/api/link/loss", context -> bench.broker().passage().lossPercent(Hands.need(context, "percent", 0, 100)));
        hands.post("/bench/api/broker/kill", context -> bench.broker().kill());
        hands.post("/bench/api/broker/start", context -> bench.broker().start());
    }
}
