package cn.ting.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.bench.LaunchedKiosk;
import cn.ting.device.document.CupsPeer;
import cn.ting.device.document.IppEvePeer;
import cn.ting.time.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What to bring, on A4, in one list. */
class SheetStory {

    @RegisterExtension
    static final Scene SCENE = new Scene("sheet", LaunchedKiosk::withA4);

    private static final Pattern MATERIAL = Pattern.compile("<li><span data-say=\"\">([^<]+)(?:<small[^>]*>[^<]*</small>)?</span><em");
    private static final String SHEET = "guide/matter/social-card-apply";

    @AfterEach
    void everythingIsThere() {
        SCENE.cabinet("a4/paper-in");
        SCENE.cabinet("a4/let-go");
        SCENE.awaitConditions(List.of());
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
        Eventually.see("what became of both", SheetStory::sheets,
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
}
