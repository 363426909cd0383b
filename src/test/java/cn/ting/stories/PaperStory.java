package cn.ting.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.bench.LaunchedKiosk;
import cn.ting.picture.QrEye;
import cn.ting.time.Eventually;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The number is worth more than its paper. */
class PaperStory {

    @RegisterExtension
    static final Scene SCENE = new Scene("paper", text -> text + "power: {finishWithin: 30s, steadyFor: 1s}\n");

    @AfterEach
    void everythingIsThere() {
        SCENE.cabinet("ups/restore-mains");
        newRoll();
    }

    private static void newRoll() {
        SCENE.cabinet("printer/paper-in");
        SCENE.awaitConditions(List.of());
    }

    @Test
    void withoutPaperTheNumberHoldsAndItsCodeIsOnTheScreen() throws IOException {
        SCENE.cabinet("printer/paper-out");
        SCENE.awaitConditions(List.of("receipt.paper-out"));
        Visitor visitor = SCENE.visitor().begins().sees("缺小票纸").identifies("zhang-xiaosan");
        String number = visitor.takesNumber();
        visitor.sees("没有印出小票，号码仍然有效").seesTheWholeCode().photographs("paper-out");
        String code = visitor.scans();
        assertTrue(code.contains(SCENE.ticket(number).path("ticket").asText()), code);

        int slips = SCENE.slips().size();
        newRoll();
        visitor.seesNo("缺小票纸");
        assertPrintedNothingSince(slips);
        visitor.touches("再印一次").sees("小票已打印").touches("办完了，退出").sees("本次记录已清除");
        assertEquals(slips + 1, SCENE.slips().size());
        assertEquals(code, QrEye.read(SCENE.slipPicture(slips)));
        assertEquals(List.of("notprinted receipt.paper-out", "printed "), outcomes(number));
    }

    @Test
    void whoLeavesWhileTheSlipPrintsIsToldOnTheLastPageThatItDidNotComeOut() {
        SCENE.cabinet("printer/hold?mm=20");
        Visitor visitor = SCENE.visitor().begins().identifies("zhang-xiaosan");
        visitor.takesNumber();
        visitor.sees("正在打印小票").touches("办完了，退出").sees("本次记录已清除").seesNo("号码仍然有效");
        SCENE.cabinet("printer/paper-out");
        SCENE.cabinet("printer/let-go");
        visitor.sees("号码仍然有效").sees("本次记录已清除").photographs("end-without-slip");
        visitor.isIdle().seesNo("号码仍然有效");
    }

    @Test
    void mainsLostGiveAVisitItsLastMinuteAndPrintNothingNew() throws IOException {
        int slips = SCENE.slips().size();
        Visitor visitor = SCENE.visitor().begins().identifies("zhang-xiaosan");
        SCENE.cabinet("ups/lose-mains");
        visitor.sees("停电了，本亭正靠电池工作").photographs("mains-lost");
        String number = visitor.takesNumber();
        visitor.sees("停电期间不打印小票，号码仍然有效").seesTheWholeCode();
        String code = visitor.scans();
        assertTrue(code.contains(SCENE.ticket(number).path("ticket").asText()), code);
        SCENE.awaitConditions(List.of("power.out-of-service", "ups.on-battery"));

        visitor.sees("停电了，本亭暂停服务").sees("The mains are lost").photographs("mains-lost-idle");
        assertFalse(visitor.page().locator("button.start").isVisible(), "nobody is invited");
        JsonNode end = SCENE.wholeVisit(number).stream()
                .filter(fact -> fact.path("type").asText().endsWith("visit.ended")).findFirst().orElseThrow();
        assertEquals("power", end.path("data").path("reason").asText());
        assertEquals(List.of("notprinted receipt.no-mains"), outcomes(number));

        SCENE.cabinet("ups/restore-mains");
        SCENE.awaitConditions(List.of());
        visitor.begins();
        assertEquals(slips, SCENE.slips().size(), "nothing is printed late");
    }

    @Test
    void aCabinetWithoutAPrinterGivesTheNumberAndWhatToBringOnTheScreen() throws Exception {
        SCENE.cabinet("scanner/put?kind=hid-pos");
        String scanner = SCENE.bench().cabinet(Scene.KIOSK).path("scanner").path("line").asText();
        SCENE.kiosk().refitted(text -> LaunchedKiosk.withScanner(text, "hid-pos-scanner", scanner)
                .replaceFirst("(?m)^ *- .*driver: esc-pos.*\n", ""), () -> {
            Visitor visitor = SCENE.visitor();
            // Whoever comes sooner is told that the reader does not answer yet, and is not told again on that page.
            Eventually.see("reader and scanner ready", () -> visitor.asks("technician/devices"), told -> Stream.of("reader", "scanner").allMatch(
                    name -> told.matches(".*\"name\":\"" + name + "\",\"kind\":\"[^\"]*\",\"state\":\"ready\".*")));
            String number = visitor.begins().identifies("zhang-xiaosan").takesNumber();
            visitor.sees("用手机扫码，号码就带走了").seesNo("再印一次").seesNo("打印机").photographs("paperless");
            String code = visitor.scans();
            assertTrue(code.contains(SCENE.ticket(number).path("ticket").asText()), code);

            visitor.isLedTo("guide/matter/social-card-apply").sees("用手机扫一扫，清单就带走了").seesNo("打印一次性告知单").photographs("list-in-a-code");
            String list = visitor.scans();
            assertTrue(list.contains("要带的材料（全部") && list.contains("□ ") && list.contains("咨询电话"), list);
            visitor.touches("首页").sees("您要办什么事").touches("办完了，退出").sees("本次记录已清除");
            assertEquals(List.of(), outcomes(number), "nothing is said of a slip nobody was promised");

            visitor.begins().touches("看叫号").sees("把票上的码对准扫码窗");
            SCENE.cabinet("scanner/show?text=" + code);
            visitor.sees("现在等候").sees("沣水公园24小时便民服务站");
        });
        SCENE.cabinet("scanner/put?kind=serial");
    }

    @Test
    void aSlipHeldBeforeTheScannerShowsItsHallAndNoOtherCodeLeadsAnywhere() {
        Visitor visitor = SCENE.visitor().begins().identifies("zhang-xiaosan");
        visitor.takesNumber();
        visitor.sees("小票已打印").touches("办完了，退出").sees("本次记录已清除").isIdle();

        visitor.begins();
        int codes = visitor.uses("scanner");
        SCENE.cabinet("scanner/show?text=https://example.org/t/stray");
        Eventually.see("a stray code is read", () -> visitor.uses("scanner"), read -> read == codes + 1);
        visitor.sees("您要办什么事").touches("看叫号").sees("把票上的码对准扫码窗");
        SCENE.cabinet("scanner/show-slip");
        visitor.sees("现在等候").sees("沣水公园24小时便民服务站").seesNo("张");
        visitor.touches("返回").sees("把票上的码对准扫码窗");
        SCENE.cabinet("scanner/show?text=https://example.org/t/made-up");
        visitor.sees("没有认出这张码").sees("只认本亭打印的号票");
    }

    @Test
    void paperThatEndsDuringTheSlipIsNotCalledPrintedAndARefillPrintsNothing() throws IOException {
        int slips = SCENE.slips().size();
        SCENE.cabinet("printer/paper-in?mm=60");
        SCENE.awaitConditions(List.of("receipt.paper-low"));
        Visitor visitor = SCENE.visitor().begins().identifies("zhang-xiaosan");
        String number = visitor.takesNumber();
        visitor.sees("号码仍然有效").sees("缺小票纸");

        newRoll();
        visitor.seesNo("缺小票纸");
        assertPrintedNothingSince(slips);
        visitor.touches("再印一次").sees("小票已打印").touches("办完了，退出").sees("本次记录已清除");
        assertEquals(slips + 1, SCENE.slips().size());
        assertTrue(SCENE.slips().get(slips).contains(number));
        assertEquals(2, outcomes(number).size());
        assertTrue(outcomes(number).get(0).matches("(notprinted|printunknown) receipt\\.paper-out"), outcomes(number).get(0));
    }

    @Test
    void aRepeatedTapGivesOneNumberAndOneSlip() {
        int slips = SCENE.slips().size();
        Visitor visitor = SCENE.visitor().begins().identifies("zhang-xiaosan").touches("沣水公园24小时便民服务站");
        visitor.sees("点一下就取号").tapsTogether(Scene.HALL, Scene.SERVICE).touchesTwice("社会保险");
        String number = visitor.number();
        visitor.sees("小票已打印").touches("办完了，退出").sees("本次记录已清除");

        List<JsonNode> facts = SCENE.wholeVisit(number);
        assertEquals(1, facts.stream().filter(fact -> fact.path("type").asText().equals("queue.ticket-issued")).count());
        assertEquals(1, outcomes(number).size());
        assertEquals(slips + 1, SCENE.slips().size());
    }

    private static void assertPrintedNothingSince(int slips) throws IOException {
        // A question to the printer passes through the buffer too.
        Eventually.see("nothing waits", () -> SCENE.bench().cabinet(Scene.KIOSK), cabinet -> cabinet.path("waitingBytes").asInt() == 0);
        assertEquals(slips, SCENE.slips().size());
        assertTrue(SCENE.bench().cabinet(Scene.KIOSK).path("complaints").isEmpty());
    }

    private static List<String> outcomes(String number) {
        return SCENE.wholeVisit(number).stream().map(fact -> fact.path("data")).filter(data -> data.has("outcome"))
                .map(data -> data.path("outcome").asText() + " " + data.path("why").asText()).toList();
    }
}
