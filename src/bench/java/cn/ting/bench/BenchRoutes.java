package cn.ting.bench;

import cn.ting.device.idcard.SyntheticPeople;
import cn.ting.device.receipt.PaperPiece;
import cn.ting.device.receipt.SimulatedEscPosPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The one HTTP front of the bench: the page under {@code /bench} and every hand under {@code /bench/api/…}. A hand answers 204
 * when it has been moved, 404 for what does not stand on this bench, 400 for what it cannot do.
 */
public final class BenchRoutes {

    private final Bench bench;
    private final BenchState state;
    private final ObjectMapper json = new ObjectMapper();

    public BenchRoutes(Bench bench) {
        this.bench = bench;
        this.state = new BenchState(bench);
    }

    /** Hangs every route into a router. */
    public void mount(Router router) {
        get(router, "/bench/api/state", context -> json(context, state.state()));
        get(router, "/bench/api/platform/facts", context -> json(context, state.facts()));
        get(router, "/bench/api/cabinets/:kiosk/printer/slips", context -> json(context, slips(printer(context))));
        get(router, "/bench/api/cabinets/:kiosk/printer/slips/:n", this::slipPicture);
        get(router, "/bench/api/cabinets/:kiosk/printer/hanging", context -> json(context, printer(context).hanging().text()));
        get(router, "/bench/api/cabinets/:kiosk/printer/paper", context -> png(context, printer(context).hanging()));
        link(router);
        platform(router);
        reader(router);
        printer(router);
        BenchFiles.mount(router);
    }

    private void link(Router router) {
        post(router, "/bench/api/link/cut", context -> bench.link(false));
        post(router, "/bench/api/link/restore", context -> bench.link(true));
        post(router, "/bench/api/broker/kill", context -> bench.broker().kill());
        post(router, "/bench/api/broker/start", context -> bench.broker().start());
    }

    private void platform(Router router) {
        post(router, "/bench/api/platform/call", context -> bench.platform()
                .callNext(here(need(context, "hall")), need(context, "service"), need(context, "window"))
                .orElseThrow(() -> new IllegalArgumentException("nobody waits there")));
        post(router, "/bench/api/platform/publish", context -> bench.publish());
        post(router, "/bench/api/platform/catalogue/wrong-hash", context -> bench.publishWrongHash());
        post(router, "/bench/api/platform/catalogue/bad-signature", context -> bench.publishBadSignature());
        post(router, "/bench/api/platform/halls/:hall/close", context -> bench.closeHall(here(context.pathParam("hall"))));
        post(router, "/bench/api/platform/halls/:hall/suspend", context -> bench.suspendHall(here(context.pathParam("hall"))));
        post(router, "/bench/api/platform/halls/:hall/open", context -> bench.openHall(here(context.pathParam("hall"))));
        post(router, "/bench/api/platform/storing/off", context -> bench.platform().storing(false));
        post(router, "/bench/api/platform/storing/on", context -> bench.platform().storing(true));
        post(router, "/bench/api/platform/receipts/off", context -> bench.platform().receipts(false));
        post(router, "/bench/api/platform/receipts/on", context -> bench.platform().receipts(true));
    }

    private void reader(Router router) {
        String card = "/bench/api/cabinets/:kiosk/card/";
        post(router, card + "lay", context -> cabinet(context).reader().lay(SyntheticPeople.find(need(context, "person"))
                .orElseThrow(NotHere::new)));
        post(router, card + "lift", context -> cabinet(context).reader().lift());
        post(router, card + "fail-next-read", context -> cabinet(context).reader().failNextRead());
        post(router, card + "tear-next-frame", context -> cabinet(context).reader().tearNextFrame());
        post(router, card + "lift-after-select", context -> cabinet(context).reader().liftAfterSelect());
        post(router, card + "mute", context -> cabinet(context).reader().mute(true));
        post(router, card + "unmute", context -> cabinet(context).reader().mute(false));
        post(router, card + "unplug", context -> cabinet(context).reader().unplug());
        post(router, card + "plug", context -> cabinet(context).reader().start());
    }

    private void printer(Router router) {
        String printer = "/bench/api/cabinets/:kiosk/printer/";
        post(router, printer + "paper-out", context -> printer(context).paperOut());
        post(router, printer + "paper-in", context -> printer(context)
                .paperIn(Integer.parseInt(Optional.ofNullable(context.request().getParam("mm")).orElse("50000"))));
        post(router, printer + "cover-open", context -> printer(context).cover(true));
        post(router, printer + "cover-close", context -> printer(context).cover(false));
        post(router, printer + "cutter-stuck", context -> printer(context).cutterFault(true));
        post(router, printer + "cutter-free", context -> printer(context).cutterFault(false));
        post(router, printer + "mute", context -> printer(context).mute(true));
        post(router, printer + "unmute", context -> printer(context).mute(false));
        post(router, printer + "unplug", context -> printer(context).line().unplug());
        post(router, printer + "plug", context -> printer(context).line().start());
    }

    /** The hall's id, if there is such a hall. */
    private String here(String hall) {
        if (!bench.halls().contains(hall)) {
            throw new NotHere();
        }
        return hall;
    }

    private Cabinet cabinet(RoutingContext context) {
        return bench.cabinet(context.pathParam("kiosk")).orElseThrow(NotHere::new);
    }

    private SimulatedEscPosPrinter printer(RoutingContext context) {
        return cabinet(context).printer();
    }

    private static List<List<String>> slips(SimulatedEscPosPrinter printer) {
        return printer.slips().stream().map(PaperPiece::text).toList();
    }

    private void slipPicture(RoutingContext context) {
        List<PaperPiece> slips = printer(context).slips();
        int n = Integer.parseInt(context.pathParam("n"));
        if (n < 0 || n >= slips.size()) {
            throw new NotHere();
        }
        png(context, slips.get(n));
    }

    private interface Hand {
        void move(RoutingContext context) throws IOException;
    }

    private static final class NotHere extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void get(Router router, String path, Hand hand) {
        router.route(HttpMethod.GET, path).blockingHandler(context -> move(context, hand));
    }

    private void post(Router router, String path, Hand hand) {
        router.route(HttpMethod.POST, path).blockingHandler(context -> {
            move(context, hand);
            if (!context.response().ended()) {
                context.response().setStatusCode(204).end();
            }
        });
    }

    private void move(RoutingContext context, Hand hand) {
        try {
            hand.move(context);
        } catch (NotHere notHere) {
            context.response().setStatusCode(404).end();
        } catch (IllegalArgumentException | IOException wrong) {
            context.response().setStatusCode(400).end(String.valueOf(wrong.getMessage()));
        }
    }

    private void json(RoutingContext context, Object value) throws IOException {
        context.response().putHeader("Content-Type", "application/json").putHeader("Cache-Control", "no-store")
                .end(json.writeValueAsString(value));
    }

    private static void png(RoutingContext context, PaperPiece paper) {
        context.response().putHeader("Content-Type", "image/png").putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(paper.png()));
    }

    private static String need(RoutingContext context, String name) {
        String value = context.request().getParam(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("give " + name);
        }
        return value;
    }
}
