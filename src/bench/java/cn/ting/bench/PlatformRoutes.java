package cn.ting.bench;

import cn.ting.bench.Hands.NotHereException;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** The hands on the central platform: its halls and queues, its ledger, what it publishes. Under {@code /bench/api/platform/}. */
final class PlatformRoutes {

    private static final String PLATFORM = "/bench/api/platform/";

    private final Bench bench;
    private final BenchState state;

    PlatformRoutes(Bench bench, BenchState state) {
        this.bench = bench;
        this.state = state;
    }

    void mount(Hands hands) {
        ledger(hands);
        queues(hands);
        halls(hands);
        hands.post(PLATFORM + "kiosks/:kiosk/command", context -> bench.commands()
                .order(context.pathParam("kiosk"), Hands.need(context, "kind"), may(context, "device")));
        hands.post(PLATFORM + "kiosks/:kiosk/setup", context -> bench.wishes()
                .wish(context.pathParam("kiosk"), Hands.need(context, "config")));
        hands.post(PLATFORM + "root", context -> bench.roots().publish());
        hands.post(PLATFORM + "publish", context -> bench.desk().publish());
        hands.post(PLATFORM + "catalogue/wrong-hash", context -> bench.desk().publishWrongHash());
        hands.post(PLATFORM + "catalogue/bad-signature", context -> bench.desk().publishBadSignature());
    }

    private void ledger(Hands hands) {
        hands.json(PLATFORM + "facts", context -> state.facts(Hands.may(context, "after", 0)));
        hands.post(PLATFORM + "storing/off", context -> bench.platform().storing(false));
        hands.post(PLATFORM + "storing/on", context -> bench.platform().storing(true));
        hands.post(PLATFORM + "receipts/off", context -> bench.platform().receipts(false));
        hands.post(PLATFORM + "receipts/on", context -> bench.platform().receipts(true));
    }

    private void queues(Hands hands) {
        hands.post(PLATFORM + "call", context -> bench.platform()
                .callNext(hall(context), Hands.need(context, "service"), Hands.need(context, "window"))
                .orElseThrow(() -> new IllegalArgumentException("nobody waits there")));
        hands.post(PLATFORM + "recall", context -> bench.platform().recall(hall(context), Hands.need(context, "window")));
        hands.post(PLATFORM + "pass", context -> bench.platform().pass(hall(context), Hands.need(context, "window")));
        hands.post(PLATFORM + "complete", context -> bench.platform().complete(hall(context), Hands.need(context, "window")));
        hands.post(PLATFORM + "transfer", context -> bench.platform()
                .transfer(hall(context), Hands.need(context, "window"), Hands.need(context, "service")));
        hands.post(PLATFORM + "window/open", context -> bench.platform().staff(hall(context), Hands.need(context, "window"), true));
        hands.post(PLATFORM + "window/shut", context -> bench.platform().staff(hall(context), Hands.need(context, "window"), false));
        hands.post(PLATFORM + "clerk/on", context -> bench.platform()
                .clerkOn(hall(context), Duration.ofSeconds(Hands.need(context, "every", 2, 600))));
        hands.post(PLATFORM + "clerk/off", context -> bench.platform().clerkOff(hall(context)));
    }

    private void halls(Hands hands) {
        String hall = PLATFORM + "halls/:hall/";
        hands.post(hall + "close", context -> bench.desk().closeHall(hallOf(context)));
        hands.post(hall + "suspend", context -> bench.desk().suspendHall(hallOf(context)));
        hands.post(hall + "open", context -> bench.desk().openHall(hallOf(context)));
    }

    private static String may(RoutingContext context, String name) {
        return context.queryParams().contains(name) ? context.queryParams().get(name) : "";
    }

    private String hall(RoutingContext context) {
        return here(Hands.need(context, "hall"));
    }

    private String hallOf(RoutingContext context) {
        return here(context.pathParam("hall"));
    }

    /** The hall's id, if there is such a hall. */
    private String here(String hall) {
        if (!bench.desk().halls().contains(hall)) {
            throw new NotHereException();
        }
        return hall;
    }
}
