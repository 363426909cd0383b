package cn.ting.bench;

import cn.ting.bench.Hands.NotHereException;
import cn.ting.device.idcard.SyntheticPeople;
import cn.ting.device.idcard.SyntheticPerson;
import cn.ting.quota.Quotas;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;

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
        appointments(hands);
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

    private void appointments(Hands hands) {
        String appointments = PLATFORM + "appointments/";
        hands.json(appointments + "telephone", context -> {
            SyntheticPerson person = SyntheticPeople.find(Hands.need(context, "person")).orElseThrow(NotHereException::new);
            return bench.platform().moveAppointments(quotas -> quotas.byTelephone(hall(context), Hands.need(context, "service"),
                    LocalDate.parse(Hands.need(context, "date")), LocalTime.parse(Hands.need(context, "from")), person.name(), person.number()));
        });
        hands.post(appointments + "fill", context -> move(quotas -> quotas.fill(hall(context), Hands.need(context, "service"),
                LocalDate.parse(Hands.need(context, "date")), LocalTime.parse(Hands.need(context, "from")))));
        hands.post(appointments + "no-show", context -> move(quotas -> quotas.noShow(Hands.need(context, "code"))));
        hands.post(appointments + "refuse", context -> move(quotas -> quotas.refuse(Hands.need(context, "why"))));
        hands.post(appointments + "give", context -> move(quotas -> quotas.refuse("")));
        hands.post(appointments + "silent", context -> move(quotas -> quotas.silent(true)));
        hands.post(appointments + "speak", context -> move(quotas -> quotas.silent(false)));
    }

    /** One hand on the appointments. */
    @FunctionalInterface
    private interface Move {
        void on(Quotas quotas) throws SQLException;
    }

    private void move(Move move) {
        bench.platform().moveAppointments(quotas -> {
            move.on(quotas);
            return null;
        });
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
