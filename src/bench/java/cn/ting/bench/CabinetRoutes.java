package cn.ting.bench;

import cn.ting.bench.Hands.NotHereException;
import cn.ting.device.document.PrintedPaper;
import cn.ting.device.idcard.SyntheticPeople;
import cn.ting.device.receipt.PaperPiece;
import cn.ting.device.receipt.SimulatedEscPosPrinter;
import cn.ting.device.scanner.ScannerHands;
import cn.ting.device.scanner.SimulatedScanners;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The hands on one kiosk's devices, under {@code /bench/api/cabinets/{kiosk}/}. */
final class CabinetRoutes {

    private static final String CABINET = "/bench/api/cabinets/:kiosk/";
    private static final int FULL_ROLL_MM = 50_000;

    private final Bench bench;

    CabinetRoutes(Bench bench) {
        this.bench = bench;
    }

    void mount(Hands hands) {
        hands.json(CABINET + "wire", context -> cabinet(context).scroll().after(Hands.may(context, "after", 0)));
        hands.post(CABINET + "power/cut", context -> cabinet(context).power(false));
        hands.post(CABINET + "power/on", context -> cabinet(context).power(true));
        reader(hands);
        printer(hands);
        paper(hands);
        scanner(hands);
        a4(hands);
        ups(hands);
        board(hands);
        camera(hands);
        speaker(hands);
        social(hands);
    }

    private void camera(Hands hands) {
        String camera = CABINET + "camera/";
        hands.post(camera + "show", context -> cabinet(context).holdUp(Hands.need(context, "text")));
        hands.post(camera + "show-slip", context -> cabinet(context).holdUp(newestSlip(context)));
        hands.post(camera + "hide", context -> cabinet(context).camera().showNothing());
        hands.post(camera + "freeze", context -> cabinet(context).camera().freeze(true));
        hands.post(camera + "thaw", context -> cabinet(context).camera().freeze(false));
        hands.post(camera + "cover", context -> cabinet(context).camera().cover(true));
        hands.post(camera + "uncover", context -> cabinet(context).camera().cover(false));
        hands.post(camera + "mute", context -> cabinet(context).camera().stall(true));
        hands.post(camera + "unmute", context -> cabinet(context).camera().stall(false));
        hands.post(camera + "unplug", context -> cabinet(context).camera().unplug());
        hands.post(camera + "plug", context -> cabinet(context).camera().start());
    }

    private void speaker(Hands hands) {
        String speaker = CABINET + "speaker/";
        hands.post(speaker + "hang", context -> cabinet(context).speaker().hang(true));
        hands.post(speaker + "go-on", context -> cabinet(context).speaker().hang(false));
        hands.post(speaker + "mute", context -> cabinet(context).speaker().refuse(true));
        hands.post(speaker + "unmute", context -> cabinet(context).speaker().refuse(false));
        hands.post(speaker + "unplug", context -> cabinet(context).speaker().line().unplug());
        hands.post(speaker + "plug", context -> cabinet(context).speaker().start());
    }

    private void social(Hands hands) {
        String social = CABINET + "social/";
        hands.post(social + "insert", context -> cabinet(context).pushIn());
        hands.post(social + "pull", context -> cabinet(context).social().pull());
        hands.post(social + "mute", context -> cabinet(context).social().mute(true));
        hands.post(social + "unmute", context -> cabinet(context).social().mute(false));
    }

    private void ups(Hands hands) {
        String ups = CABINET + "ups/";
        hands.post(ups + "lose-mains", context -> cabinet(context).ups().loseMains());
        hands.post(ups + "drain", context -> cabinet(context).ups().drain());
        hands.post(ups + "restore-mains", context -> cabinet(context).ups().restoreMains());
        hands.post(ups + "mute", context -> cabinet(context).ups().mute(true));
        hands.post(ups + "unmute", context -> cabinet(context).ups().mute(false));
        hands.post(ups + "unplug", context -> cabinet(context).ups().line().unplug());
        hands.post(ups + "plug", context -> cabinet(context).ups().start());
    }

    private void a4(Hands hands) {
        String a4 = CABINET + "a4/";
        hands.post(a4 + "paper-out", context -> cabinet(context).a4().reason("media-empty", true));
        hands.post(a4 + "paper-in", context -> cabinet(context).a4().reason("media-empty", false));
        hands.post(a4 + "jam", context -> cabinet(context).a4().reason("media-jam", true));
        hands.post(a4 + "unjam", context -> cabinet(context).a4().reason("media-jam", false));
        hands.post(a4 + "hold", context -> cabinet(context).a4().hold(true));
        hands.post(a4 + "let-go", context -> cabinet(context).a4().hold(false));
        hands.post(a4 + "another-prints", context -> cabinet(context).a4().printForAnother(new byte[1]));
        hands.pdf(a4 + "papers/:n", this::paper);
        hands.post(a4 + "kill", context -> cabinet(context).a4().kill());
        hands.post(a4 + "start", context -> cabinet(context).a4().start());
    }

    private void board(Hands hands) {
        String board = CABINET + "board/";
        hands.post(board + "door-open", context -> cabinet(context).door(true));
        hands.post(board + "door-shut", context -> cabinet(context).door(false));
        hands.post(board + "mute", context -> cabinet(context).board().mute(true));
        hands.post(board + "unmute", context -> cabinet(context).board().mute(false));
        hands.post(board + "unplug", context -> cabinet(context).board().line().unplug());
        hands.post(board + "plug", context -> cabinet(context).board().start());
    }

    private void scanner(Hands hands) {
        String scanner = CABINET + "scanner/";
        hands.post(scanner + "show", context -> scanner(context).show(Hands.need(context, "text")));
        hands.post(scanner + "show-slip", context -> scanner(context).show(newestSlip(context)));
        hands.post(scanner + "mute", context -> scanner(context).mute(true));
        hands.post(scanner + "unmute", context -> scanner(context).mute(false));
        hands.post(scanner + "unplug", context -> scanner(context).unplug());
        hands.post(scanner + "plug", context -> scanner(context).start());
        hands.post(scanner + "put", context -> cabinet(context).scanners().put(SimulatedScanners.Kind.of(Hands.need(context, "kind"))));
    }

    private String newestSlip(RoutingContext context) {
        List<PaperPiece> slips = printer(context).slips();
        String code = slips.isEmpty() ? "" : slips.get(slips.size() - 1).code().orElse("");
        if (code.isEmpty()) {
            throw new IllegalArgumentException("no slip with a code lies in the tray");
        }
        return code;
    }

    private ScannerHands scanner(RoutingContext context) {
        return cabinet(context).scanners().now();
    }

    private void reader(Hands hands) {
        String card = CABINET + "card/";
        hands.post(card + "lay", context -> cabinet(context).reader()
                .lay(SyntheticPeople.find(Hands.need(context, "person")).orElseThrow(NotHereException::new)));
        hands.post(card + "lift", context -> cabinet(context).reader().lift());
        hands.post(card + "fail-next-read", context -> cabinet(context).reader().failNextRead());
        hands.post(card + "tear-next-frame", context -> cabinet(context).reader().tearNextFrame());
        hands.post(card + "lift-after-select", context -> cabinet(context).reader().liftAfterSelect());
        hands.post(card + "slow-next-read", context -> cabinet(context).reader().slowNextRead());
        hands.post(card + "noise", context -> cabinet(context).reader().noise((int) Hands.need(context, "percent", 0, 100)));
        hands.post(card + "mute", context -> cabinet(context).reader().mute(true));
        hands.post(card + "unmute", context -> cabinet(context).reader().mute(false));
        hands.post(card + "unplug", context -> cabinet(context).reader().unplug());
        hands.post(card + "plug", context -> cabinet(context).reader().start());
    }

    private void printer(Hands hands) {
        String printer = CABINET + "printer/";
        hands.post(printer + "paper-out", context -> printer(context).paperOut());
        hands.post(printer + "paper-in",
                context -> printer(context).paperIn((int) Math.min(Hands.may(context, "mm", FULL_ROLL_MM), FULL_ROLL_MM)));
        hands.post(printer + "cover-open", context -> printer(context).cover(true));
        hands.post(printer + "cover-close", context -> printer(context).cover(false));
        hands.post(printer + "cutter-stuck", context -> printer(context).cutterFault(true));
        hands.post(printer + "cutter-free", context -> printer(context).cutterFault(false));
        hands.post(printer + "motor-weak", context -> printer(context).weakMotor(true));
        hands.post(printer + "motor-strong", context -> printer(context).weakMotor(false));
        hands.post(printer + "hold", context -> printer(context).hold(Hands.need(context, "mm", 1, FULL_ROLL_MM)));
        hands.post(printer + "let-go", context -> printer(context).hold(0));
        for (String trouble : List.of("head-hot", "jam", "broken", "offline", "presenter-jam")) {
            hands.post(printer + trouble, context -> printer(context).trouble(trouble, true));
            hands.post(printer + "no-" + trouble, context -> printer(context).trouble(trouble, false));
        }
        hands.post(printer + "take", context -> printer(context).take());
        hands.post(printer + "mute", context -> printer(context).mute(true));
        hands.post(printer + "unmute", context -> printer(context).mute(false));
        hands.post(printer + "unplug", context -> printer(context).line().unplug());
        hands.post(printer + "plug", context -> printer(context).line().start());
    }

    private void paper(Hands hands) {
        String printer = CABINET + "printer/";
        hands.json(printer + "slips", context -> printer(context).slips().stream().map(PaperPiece::text).toList());
        hands.png(printer + "slips/:n", this::slip);
        hands.json(printer + "hanging", context -> printer(context).hanging().text());
        hands.png(printer + "paper", context -> printer(context).hanging().png());
    }

    private byte[] slip(RoutingContext context) {
        List<PaperPiece> slips = printer(context).slips();
        int n = Integer.parseInt(context.pathParam("n"));
        if (n < 0 || n >= slips.size()) {
            throw new NotHereException();
        }
        return slips.get(n).png();
    }

    private byte[] paper(RoutingContext context) {
        List<PrintedPaper> papers = cabinet(context).a4().papers();
        int n = Integer.parseInt(context.pathParam("n"));
        if (n < 0 || n >= papers.size()) {
            throw new NotHereException();
        }
        return papers.get(n).pdf();
    }

    private Cabinet cabinet(RoutingContext context) {
        return bench.cabinet(context.pathParam("kiosk")).orElseThrow(NotHereException::new);
    }

    private SimulatedEscPosPrinter printer(RoutingContext context) {
        return cabinet(context).printer();
    }
}
