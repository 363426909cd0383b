package cn.ting.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.bench.LaunchedKiosk;
import cn.ting.catalogue.CatalogueContent;
import cn.ting.picture.QrEye;
import cn.ting.time.Eventually;
import cn.ting.time.SystemClock;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever can be read without a card: how it is found, by whoever has no word for it too, and how every page looks. */
class EveryPageStory {

    @RegisterExtension
    static final Scene SCENE = new Scene("every-page", LaunchedKiosk::withA4);

    private static final Pattern WAY = Pattern.compile("href=\"/(guide/(?:events|packages|bodies)/[^\"]+)\"");

    @AfterAll
    static void index() throws IOException {
        Gallery.index();
    }

    @Test
    void whatIsThereBeforeAndAfterAVisit() {
        Visitor visitor = SCENE.model();
        Gallery.ofPages(visitor).keepsOnly("idle", "ready");
        Gallery.ofElders(visitor.begins()).keeps("home", "ready", "home");
        Gallery gallery = Gallery.ofPages(visitor).keeps("home", "all", "home?all=true").keeps("help", "ready", "help");
        for (String step : new String[] {"ask", "accept", "handle", "rate", "appeal"}) {
            gallery.keeps("step-" + step, "not-open", "step/" + step);
        }
        gallery.keeps("end", "by-button", "end").keeps("end", "left", "end?left=true").keeps("busy", "ready", "busy");
    }

    @Test
    void aVisitByKeysAlone() {
        Visitor visitor = SCENE.visitor();
        visitor.keysTo("触摸屏幕").sees("您要办什么事").keysTo("找事项").sees("换个办法找").keysTo("一件事一次办");
        visitor.sees("新生儿出生").keysTo("新生儿出生").sees("办社保卡").keysTo("首页").sees("您要办什么事");
        visitor.keysTo("长辈版").sees("问问怎么办").keysTo("找人帮忙").sees("需要人帮忙").keysTo("首页").sees("问问怎么办");
        visitor.keysTo("回到普通版").seesNo("问问怎么办").keysTo("办完了，退出").sees("本次记录已清除");
    }

    @Test
    void whatIsReadAloudIsForTheEar() {
        Visitor visitor = SCENE.visitor().begins().goes("help");
        visitor.page().evaluate("() => { speechSynthesis.speak = speech => { document.title = speech.lang + speech.text; }; }");
        visitor.touches("朗读");
        Eventually.see("what is said", visitor.page()::title, said -> said.startsWith("zh") && said.contains("1 2 3 4 5"));

        visitor.goes("home").lays("zhang-xiaosan").sees("张*三，您好").lifts();
        visitor.page().evaluate("() => { speechSynthesis.speak = speech => { document.title = speech.text; }; }");
        visitor.touches("朗读");
        String said = Eventually.see("what is said", visitor.page()::title, title -> title.contains("请收好身份证"));
        assertFalse(said.contains("张"), said);
    }

    @Test
    void findingAndReading() {
        Gallery.ofPages(SCENE.model().begins())
                .keeps("find", "ready", "guide")
                .keeps("find", "found", "guide?q=sb")
                .keeps("find", "nothing", "guide?q=zzzz")
                .keeps("theme", "ready", "guide/theme/social-security")
                .keeps("matter", "promised", "guide/matter/social-card-apply")
                .keeps("matter", "on-the-spot", "guide/matter/insurance-record")
                .keeps("matter", "suspended", "guide/matter/junior-middle-enrolment")
                .keeps("matter", "cancelled", "guide/matter/vehicle-inspection-mark")
                .keeps("matter", "gone", "guide/matter/nothing-of-the-kind")
                .keeps("laws", "ready", "guide/matter/insurance-record/laws");
    }

    @Test
    void whatToBringOnPaper() {
        Visitor visitor = SCENE.model().begins().isLedTo("guide/matter/social-card-apply").touches("打印一次性告知单").sees("已经打印好了");
        Gallery.ofPages(visitor).keeps("sheet", "ready", "sheet/social-card-apply");
        SCENE.cabinet("a4/hold");
        visitor.isLedTo("sheet/social-card-apply").touches("再印一份").sees("正在打印");
        SCENE.cabinet("a4/jam");
        visitor.sees("打印停下了");
        SCENE.cabinet("a4/let-go");
        Gallery.ofPages(visitor).keeps("sheet", "held-up", "sheet/social-card-apply");
        SCENE.cabinet("a4/unjam");
        visitor.isLedTo("sheet/social-card-apply").sees("已经打印好了");
        SCENE.cabinet("a4/jam");
        SCENE.awaitConditions(List.of("document.jam"));
        visitor.isLedTo("guide/matter/insurance-record").touches("打印一次性告知单").sees("没有印出来");
        Gallery.ofPages(visitor).keeps("sheet", "not-printed", "sheet/insurance-record");
        SCENE.cabinet("a4/unjam");
    }

    @Test
    void whatIsSuspendedOrCancelledIsFoundAndSaysSoAndCannotBeBegun() {
        Visitor visitor = SCENE.visitor().begins().goes("guide?q=升初中").sees("暂停办理").touches("升初中学位确认").sees("目前暂停办理").sees("需要的材料");
        visitor.seesNo("打印一次性告知单").seesNo("先取号").seesNo("最晚").touches("看法律依据").seesNo("先取号");
        visitor.posts("sheet/junior-middle-enrolment/print", Map.of()).sees("目前暂停办理");
        visitor.isLedTo("queue?matter=junior-middle-enrolment").sees("目前暂停办理").touches("English").sees("is suspended for now").touches("中文").sees("目前暂停办理");
        visitor.goes("guide?q=免检").sees("已取消").touches("车辆免检标志").sees("不再办理").seesNo("需要的材料").seesNo("打印一次性告知单").seesNo("先取号");
        visitor.isLedTo("queue?matter=vehicle-inspection-mark").sees("不再办理");
    }

    @Test
    void whatIsPlannedSaysFromWhenOnAndCannotBeBegunBefore() {
        SCENE.move("catalogue/matters/fund-record?planEffectiveDate=2099-01-01");
        Visitor visitor = SCENE.visitor().begins();
        Eventually.see("it is not yet in force", () -> visitor.asks("guide/matter/fund-record"), page -> page.contains("尚未开始办理"));
        visitor.goes("guide/matter/fund-record").sees("从 2099年1月1日 起开始办理").seesNo("打印一次性告知单").seesNo("先取号").seesNo("最晚");
        visitor.posts("sheet/fund-record/print", Map.of()).sees("尚未开始办理");
        visitor.isLedTo("queue?matter=fund-record").sees("尚未开始办理").touches("English").sees("can be begun from 1 January 2099 on").touches("中文").sees("从 2099年1月1日 起");
        Gallery.ofPages(visitor).keeps("matter", "planned", "guide/matter/fund-record");
        SCENE.move("catalogue/matters/fund-record?planEffectiveDate=2026-01-01&planCancelDate=2026-02-01");
        Eventually.see("it is cancelled", () -> visitor.asks("guide/matter/fund-record"), page -> page.contains("不再办理"));
        SCENE.move("catalogue/matters/fund-record?planCancelDate=2099-01-01");
        Eventually.see("it is in force", () -> visitor.asks("guide/matter/fund-record"), page -> page.contains("先取号"));
    }

    /** The paper is of the matter as it was, and so is the page that says what becomes of it. */
    @Test
    void whatWasAskedForIsOfTheMatterAsItWasWhateverIsPublishedMeanwhile() {
        SCENE.cabinet("a4/hold");
        Visitor visitor = SCENE.visitor().begins().isLedTo("guide/matter/medical-record").touches("打印一次性告知单").sees("正在打印");
        String title = SCENE.look("catalogue/matters/medical-record").path("title").asText();
        SCENE.move("catalogue/matters/medical-record?title=another&planCancelDate=2026-02-01");
        Eventually.see("it is another", () -> visitor.asks("guide/matter/medical-record"), page -> page.contains("another"));
        visitor.isLedTo("sheet/medical-record").sees(title).seesNo("another").seesNo("先取号");
        SCENE.cabinet("a4/let-go");
        visitor.sees("已经打印好了").sees(title).seesNo("再印一份");
        SCENE.move("catalogue/matters/medical-record?title=" + URLEncoder.encode(title, StandardCharsets.UTF_8) + "&planCancelDate=2099-01-01");
        Eventually.see("it is as it was", () -> visitor.asks("guide/matter/medical-record"), page -> page.contains(title));
    }

    @Test
    void browsing() {
        Gallery.ofPages(SCENE.model().begins())
                .keeps("events", "ready", "guide/events")
                .keeps("event", "ready", "guide/events/retiring")
                .keeps("packages", "ready", "guide/packages")
                .keeps("package", "ready", "guide/packages/newborn")
                .keeps("bodies", "ready", "guide/bodies")
                .keeps("body", "ready", "guide/bodies/matters?of=%E6%B2%A3%E6%B0%B4%E5%8C%BA%E5%8C%BB%E7%96%97%E4%BF%9D%E9%9A%9C%E5%B1%80")
                .keeps("places", "ready", "guide/places");
    }

    @Test
    void aMatterIsFoundByWhatHasHappened() {
        Visitor visitor = SCENE.visitor().begins().touches("找事项").sees("换个办法找");

        visitor.touches("人生大事").sees("按您遇到的事找").touches("退休养老");
        visitor.sees("常要办这些").sees("养老金资格认证").touches("养老金资格认证");
        visitor.sees("需要的材料").sees("离家近的办理点").sees("柳巷社区居民委员会");
    }

    @Test
    void aBoardIsSeenWithoutACardAndMovesByItself() {
        Visitor visitor = SCENE.visitor().begins().touches("看叫号").touches("沣水公园24小时便民服务站").sees("现在等候");
        visitor.goes("home").identifies("zhang-xiaosan").touches("沣水公园24小时便民服务站").touches("综合");
        String number = visitor.number();
        SCENE.ticket(number);
        visitor.goes("queue/board/" + Scene.HALL).sees("1 人");
        SCENE.move("platform/call?hall=" + Scene.HALL + "&service=general&window=3");
        visitor.sees("正在叫号 " + number).sees("3 号窗口");
    }

    @Test
    void severalMattersAreOneThing() {
        Visitor visitor = SCENE.visitor().begins().touches("找事项").touches("一件事一次办");

        visitor.sees("都列在一起").touches("新生儿出生").sees("这一件事里包含").sees("办社保卡");
    }

    @Test
    void whateverIsListedLeadsSomewhere() {
        Visitor visitor = SCENE.visitor().begins();
        for (String list : List.of("guide/events", "guide/packages", "guide/bodies")) {
            List<String> ways = WAY.matcher(visitor.asks(list)).results().map(way -> way.group(1)).toList();
            assertFalse(ways.isEmpty(), list);
            ways.forEach(way -> assertTrue(visitor.asks(way).contains("/guide/matter/"), way));
        }
    }

    @Test
    void aDayIsPromisedForWhatTakesTime() {
        Visitor visitor = SCENE.visitor().begins();
        String promised = visitor.asks("guide/matter/social-card-apply");
        LocalDate today = new SystemClock().local().toLocalDate();
        Set<Integer> years = new HashSet<>();
        CatalogueContent.read().lists().get("calendar").forEach(year -> years.add(year.get("year").asInt()));
        // Five working days later it is known in most weeks of the year; around its end it depends on the weekday.
        if (years.contains(today.plusDays(20).getYear())) {
            assertTrue(promised.contains("如果今天受理，最晚 "), promised);
        } else if (!years.contains(today.getYear())) {
            assertFalse(promised.contains("如果今天受理"), promised);
        }
        assertFalse(visitor.asks("guide/matter/insurance-record").contains("如果今天受理"), "done on the spot");
    }

    @Test
    void whoeverKnowsTheDepartmentLooksThere() {
        Visitor visitor = SCENE.visitor().begins().touches("找事项").touches("按部门找");

        visitor.sees("沣水区医疗保障局").touches("沣水区医疗保障局").sees("共 ").sees("医保");
    }

    @Test
    void whatIsNearSaysHowFarAndWhetherItIsOpen() {
        Visitor visitor = SCENE.visitor().begins().touches("找事项").touches("附近办事点");

        visitor.sees("步行约 1 分钟").sees("今天 00:00-24:00").sees("开放中");
        visitor.touches("English").sees("Near here").sees("About 1 min on foot").sees("Fengshui Park 24-hour kiosk, south gate");
    }

    @Test
    void appointments() throws IOException {
        LocalDateTime now = new SystemClock().local();
        int slips = SCENE.slips().size();
        String times = "queue/book/times/" + Scene.HALL + "/" + Scene.SERVICE;
        String tomorrow = times + "?date=" + now.toLocalDate().plusDays(1);
        Visitor visitor = SCENE.model().begins();
        Gallery gallery = Gallery.ofPages(visitor).keeps("book", "ready", "queue/book").keeps("book-code", "ready", "queue/bookings/code");
        visitor.goes("queue/book").touches("预约一个时间").sees("请把身份证平放").lays("zhang-xiaosan").sees("您好").lifts().touches("继续");
        visitor.sees("约哪个大厅").touches("沣水公园24小时便民服务站").sees("约什么业务").touches("社会保险").sees("哪一天").touches("明天").sees("09:00–09:30");
        SCENE.move("platform/appointments/fill?" + at(now.toLocalDate().plusDays(1), LocalTime.of(9, 0)));
        visitor.touches("09:00–").sees("刚刚被别人约满了").photographs("booking-refused").touches("换个时间").sees("约哪个大厅");
        gallery.keeps("book-days", "ready", times).keeps("book-times", "ready", tomorrow);

        visitor.goes(tomorrow).sees("已约满");
        SCENE.move("link/cut");
        visitor.sees("待联网").touchesTwice("09:30–").sees("还没有确认，不算约上").seesNo("约好了").photographs("booking-unconfirmed");
        SCENE.move("link/restore");
        visitor.sees("约好了").sees("预约单已打印");
        String booking = "queue/booking/" + asked(2).get(1);
        gallery.keeps("booking", "booked", booking).keeps("bookings", "ready", "queue/bookings");
        String slip = SCENE.slips().get(slips);
        assertTrue(slip.contains("预约单") && slip.contains("09:30–10:00") && !slip.contains("张"), slip);
        String code = QrEye.read(SCENE.slipPicture(slips)).replaceFirst("^https://ting\\.example/appointment/", "");
        assertTrue(slip.contains(code), slip);
        visitor.goes(tomorrow).touches("10:00–10:30").sees("09:30–10:00").sees(code);
        visitor.touches("取消预约").sees("要取消这个预约吗").photographs("withdraw").touches("取消预约").sees("已取消");
        assertEquals(2, asked(2).size());
        String appointment = asked(2).get(1);
        gallery.keeps("not-checked-in", "ready", 
                () -> visitor.posts("queue/take", Map.of("appointment", appointment)).page().waitForSelector("h1 + section.note"));
        String ordinary = visitor.goes("queue").takesNumber();
        SCENE.ticket(ordinary);
        visitor.sees("小票已打印");

        String told = SCENE.look("platform/appointments/telephone?person=chen-jing&" + at(now.toLocalDate(), now.toLocalTime())).asText();
        Visitor other = SCENE.model().begins().goes("queue/bookings/code").presses(told).touches("查找").sees("约好了").touches("签到取号");
        String first = other.sees("优先叫号").seesNo("，您的号码").sees("小票已打印").photographs("ticket-first").number();
        SCENE.ticket(first);
        Eventually.see("it is next", EveryPageStory::next, board -> board.startsWith("[\"" + first));
        SCENE.move("platform/call?hall=" + Scene.HALL + "&service=" + Scene.SERVICE + "&window=1");
        other.sees("轮到您了").goes("queue/bookings/code").sees("对准扫码器");
        SCENE.cabinet("scanner/show?text=https://ting.example/appointment/" + told);
        other.sees("已签到，号码 " + first);
        String second = SCENE.look("platform/appointments/telephone?person=zhang-xiaosan&" + at(now.toLocalDate(), now.toLocalTime())).asText();
        other.goes("queue/bookings/code").presses(second).touches("查找").sees("约好了").touches("签到取号").sees("是为另一个预约取的");
        other.photographs("another-appointment");
        String taken = SCENE.slips().get(slips + 2);
        assertTrue(taken.contains("预约已签到，优先叫号") && !taken.contains("前面等候"), taken);
    }

    /** Who is called next for the service, as the platform has it. */
    private static String next() {
        for (JsonNode hall : SCENE.look("state").path("halls")) {
            if (hall.path("hall").asText().equals(Scene.HALL)) {
                return hall.path("services").path(0).path("next").toString();
            }
        }
        return "";
    }

    private static String at(LocalDate date, LocalTime from) {
        return "hall=" + Scene.HALL + "&service=" + Scene.SERVICE + "&date=" + date + "&from=" + from.truncatedTo(ChronoUnit.MINUTES);
    }

    /** The ids of what was asked for, in their order, once there are so many. */
    private static List<String> asked(int least) {
        return Eventually.see("what was asked for", () -> SCENE.facts().stream()
                .filter(fact -> fact.path("type").asText().equals("appointment.asked"))
                .map(fact -> fact.path("data").path("appointment").asText()).toList(), known -> known.size() >= least);
    }
}
