package cn.ting.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.bench.LaunchedKiosk;
import cn.ting.device.document.CupsPeer;
import cn.ting.device.document.IppEvePeer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The number is worth more than its paper. */
class PaperStory {

    @RegisterExtension
    static final Scene SCENE = new Scene("paper", text -> LaunchedKiosk.withA4(text) + "power: {finishWithin: 30s, steadyFor: 1s}\n");

    private static final Pattern MATERIAL = Pattern.compile("<li><span data-say=\"\">([^<]+)(?:<small[^>]*>[^<]*</small>)?</span><em");
    private static final String SHEET = "guide/matter/social-card-apply";

    @AfterEach
    void everythingIsThere() {
        SCENE.cabinet("ups/restore-mains");
        newRoll();
    }

    private static void newRoll() {
        SCENE.cabinet("printer/paper-in");
        SCENE.cabinet("a4/paper-in");
        SCENE.cabinet("a4/let-go");
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
                .replaceFirst("(?m)^ *- .*driver: esc-pos.*\n", "").replaceFirst("(?m)^ *- .*driver: ipp.*\n", ""), () -> {
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
        SCENE.cabinet("scanner/show?text=https://example.org/t/stray");
        visitor.touches("看叫号").sees("把票上的码对准扫码窗");
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

    @Test
    void whatToBringIsPrintedInOneCompleteList() throws Exception {
        Visitor visitor = SCENE.visitor().begins().isLedTo(SHEET).sees("打印一次性告知单");
        String page = visitor.html();
        int papers = papers();
        SCENE.cabinet("a4/hold");
        visitor.touchesTwice("打印一次性告知单").sees("请等纸全部出来再离开").photographs("sheet-printing");
        SCENE.cabinet("a4/let-go");
        visitor.sees("已经打印好了");
        String paper = paper(papers);
        for (String words : List.of("一次性告知单", "要带的材料（全部，共", "谁可以办", "到哪里办", "沣水公园24小时便民服务站", "每天00:00-24:00",
                "咨询电话", "法律依据", "沣水公园24小时服务亭", "事项目录第", "打印")) {
            assertTrue(paper.contains(words), words + " in " + paper);
        }
        Matcher materials = MATERIAL.matcher(page);
        assertTrue(materials.results().peek(found -> assertTrue(paper.contains(found.group(1).replaceAll("\\s", "")), found.group(1) + " in " + paper))
                .count() > 1);
        visitor.touches("看材料清单").touches("打印一次性告知单").sees("已经打印好了");
        assertEquals(papers + 1, papers(), "a repeated tap prints nothing");
        SCENE.cabinet("a4/hold");
        visitor.touches("English").sees("Printed, ");
        String asks = visitor.page().locator("[id^=sheet-][hx-get]").getAttribute("hx-get");
        assertEquals(204, visitor.page().evaluate("path => fetch(path).then(answer => answer.status)", asks), "nothing is replaced under a finger");
        visitor.touches("Print another").sees("Please wait until all of it");
        SCENE.cabinet("a4/let-go");
        visitor.sees("Printed, ");
        assertEquals(papers + 2, papers());
        String english = paper(papers + 1);
        assertTrue(english.contains("Bring(allofit,") && english.contains("居民身份证") && english.contains("FengshuiPark24-hourkiosk"), english);
        visitor.touches("See the list").sees("Print what to bring (A4)");
    }

    @Test
    void withoutA4PaperTheListIsOnTheScreenAndARefillPrintsNothingByItself() throws Exception {
        int papers = papers();
        SCENE.cabinet("a4/paper-out");
        SCENE.awaitConditions(List.of("document.paper-out"));
        Visitor visitor = SCENE.visitor().begins().isLedTo(SHEET).touches("打印一次性告知单").sees("没有印出来").sees("A4 纸用完了");
        visitor.sees("不用纸也能办");
        SCENE.cabinet("a4/paper-in");
        SCENE.awaitConditions(List.of());
        assertEquals(papers, papers());
        visitor.touches("再试一次").sees("已经打印好了");
        assertEquals(papers + 1, papers());
        Eventually.see("what became of both", PaperStory::sheets,
                sheets -> sheets.size() > 1 && sheets.subList(sheets.size() - 2, sheets.size()).equals(List.of("notprinted document.paper-out", "printed ")));
    }

    @Test
    void whatOthersPrintOnTheSamePrinterIsWaitedForOrNot() throws Exception {
        int papers = papers();
        SCENE.cabinet("a4/hold");
        SCENE.cabinet("a4/another-prints");
        SCENE.visitor().begins().touches("办完了，退出").sees("本次记录已清除").isIdle();
        SCENE.awaitConditions(List.of("document.not-empty"));
        Visitor visitor = SCENE.visitor().begins().isLedTo(SHEET).touches("打印一次性告知单").sees("前面还有别人的文件在打印");
        visitor.seesTheWholeCode().photographs("sheet-waits");
        String list = visitor.scans();
        assertTrue(list.contains("要带的材料（全部") && list.contains("咨询电话"), list);
        visitor.touches("不等了，不打印").sees("已经取消，不打印了").touches("再试一次").sees("前面还有别人的文件在打印");
        SCENE.cabinet("a4/let-go");
        visitor.sees("已经打印好了");
        assertEquals(papers + 2, papers(), "theirs and one");
    }

    /** The printer is the real one of CUPS, and dies with the sheet half out. */
    @Test
    void aRealPrinterThatDiesAtItsSheetIsNotCalledPrinted() throws Exception {
        try (IppEvePeer far = new IppEvePeer("application/pdf")) {
            far.start();
            far.hold(true);
            SCENE.kiosk().refitted(text -> text.replaceFirst("ipp://127[^\"]*", far.address()), () -> dies(far));
        }
    }

    private static void dies(IppEvePeer far) throws Exception {
        Visitor visitor = SCENE.visitor().begins().isLedTo(SHEET).touches("打印一次性告知单");
        Eventually.see("the sheet in the printer", () -> printing(far), there -> there);
        visitor.sees("请等纸全部出来再离开");
        far.kill();
        visitor.sees("可能没有印全").sees("请看看出纸口").seesNo("已经打印好了").photographs("sheet-unknown");
        far.hold(false);
        far.start();
        SCENE.awaitConditions(List.of());
        assertEquals(List.of(), far.printed(), "what was lost is not printed again by itself");
        visitor.touches("再印一份").sees("已经打印好了");
        assertEquals(1, far.printed().size());
        assertTrue(text(Files.readAllBytes(far.printed().get(0))).contains("一次性告知单"));
    }

    /** Printer and CUPS are the real ones; the queue is the kiosk's own, for a printer that takes no PDF. */
    @Test
    void aStoppedQueueIsToldPrintsNothingByItselfAndAgainOnceItGoesOn() throws Exception {
        try (IppEvePeer far = new IppEvePeer("image/pwg-raster")) {
            far.start();
            try (CupsPeer cups = new CupsPeer(far.address())) {
                String line = far.address() + "\", profile: {cups: \"" + cups.address() + "\", ";
                SCENE.kiosk().refitted(text -> text.replaceFirst("ipp://127[^\"]*\", profile: \\{", line), () -> stops(cups, far));
            }
        }
    }

    private static void stops(CupsPeer cups, IppEvePeer far) throws Exception {
        cups.stop(true);
        SCENE.awaitConditions(List.of("document.stopped"));
        Visitor visitor = SCENE.visitor().begins().isLedTo(SHEET).touches("打印一次性告知单").sees("没有印出来").sees("文书打印机暂停使用");
        cups.stop(false);
        SCENE.awaitConditions(List.of());
        assertEquals(List.of(), far.printed());
        visitor.touches("再试一次").sees("已经打印好了");
        assertEquals(1, far.printed().size());
    }

    private static boolean printing(IppEvePeer far) {
        try {
            return far.printing();
        } catch (IOException | InterruptedException unseen) {
            throw new AssertionError(unseen);
        }
    }

    private static int papers() throws IOException {
        return SCENE.bench().cabinet(Scene.KIOSK).path("a4").path("papers").asInt();
    }

    /** The text of a sheet that came out, without any white space. */
    private static String paper(int n) throws Exception {
        return text(SCENE.bench().picture("cabinets/" + Scene.KIOSK + "/a4/papers/" + n));
    }

    private static String text(byte[] pdf) throws Exception {
        Path file = Files.write(SCENE.directory().resolve("sheet.pdf"), pdf);
        Process reader = new ProcessBuilder("pdftotext", file.toString(), "-").redirectErrorStream(true).start();
        String text = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, reader.waitFor(), text);
        return text.replaceAll("\\s", "");
    }

    /** What the platform knows of sheets, the newest last. */
    private static List<String> sheets() {
        return SCENE.facts().stream().filter(fact -> fact.path("type").asText().endsWith("sheet.paper"))
                .map(fact -> fact.path("data").path("outcome").asText() + " " + fact.path("data").path("why").asText()).toList();
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
