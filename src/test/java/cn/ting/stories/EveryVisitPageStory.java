package cn.ting.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.bench.LaunchedKiosk;
import cn.ting.device.contactcard.SimulatedSocialCard;
import cn.ting.device.contactcard.SmartCardService;
import cn.ting.hall.ToldBoard;
import cn.ting.time.Eventually;
import cn.ting.time.SystemClock;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every page of a visit with a card, in every trouble that may come, and how it looks. */
class EveryVisitPageStory {

    /** Real, and up before the kiosk is. */
    private static final SmartCardService SMART_CARDS = SmartCardService.started();

    @RegisterExtension
    static final Scene SCENE = new Scene("every-visit-page", yaml -> yaml
            .replace("model: TM-T70II-CH", "model: {like: TM-T70II-CH, ting: {feedSpeed: 20}}")
            .replace("devices:\n", "devices:\n  - {name: social-card, driver: pcsc, line: 'pcsc:" + SmartCardService.READER + "', profile: {patience: 15s}}\n"),
            SMART_CARDS.surroundings());

    /** A service that only one story takes numbers of, so that its number is the next to be called. */
    private static final String OWN = "general";

    /** A hall further away than {@link Scene#HALL}. */
    private static final String LONG = "fengshui-district-hall";

    @AfterEach
    void mendEverything() {
        for (String hand : List.of("card/lift", "card/unmute", "printer/paper-in", "printer/cutter-free", "printer/motor-strong")) {
            SCENE.cabinet(hand);
        }
        SCENE.move("link/restore");
        SCENE.move("platform/halls/" + Scene.HALL + "/open");
        SCENE.awaitConditions(List.of());
    }

    @AfterAll
    static void index() throws IOException {
        SMART_CARDS.close();
        Gallery.index();
    }

    @Test
    void theCard() throws Exception {
        Visitor visitor = SCENE.model().begins();
        Gallery gallery = Gallery.ofStates(visitor).keeps("identify", "ready", "identify?next=/queue");
        visitor.goes("identify?next=/queue");
        SCENE.cabinet("card/fail-next-read");
        visitor.lays("zhang-xiaosan").sees("这张证件没有读成").lifts();
        gallery.keeps("identify", "unreadable", "identify").keeps("identify", "reading", () -> {
            SCENE.cabinet("card/lift");
            // A card that fails and is there again before anyone has looked is the same trouble, told once.
            visitor.isMissed();
            SCENE.cabinet("card/slow-next-read");
            visitor.isLedTo("identify?next=/queue").lays("zhang-xiaosan").page().waitForSelector("#card-notice [role=status]");
        });
        // A card that was found last may lie there still when the module is heard again, and would be left alone.
        visitor.lifts().isMissed();
        SCENE.cabinet("card/mute");
        SCENE.awaitConditions(List.of("idcard.silent"));
        gallery.keeps("identify", "insert-only", "identify?next=/queue").keeps("home", "reader-away", "home");
        SMART_CARDS.kill();
        Eventually.see("no reader", () -> visitor.asks("identify?next=/queue"), page -> page.contains("读卡器暂时不能用"));
        gallery.keeps("identify", "reader-away", "identify?next=/queue");
        SMART_CARDS.start();
        SCENE.cabinet("card/unmute");
        SCENE.awaitConditions(List.of());

        visitor.goes("identify?next=/queue").lays("zhang-xiaosan").sees("张*三，您好").lifts();
        gallery.keeps("greeting", "ready", "identify/greeting").keeps("home", "known", "home");
        visitor.goes("identify/greeting").lays("chen-jing").sees("前一位还没有结束").lifts();
        gallery.keeps("greeting", "another-person", "identify/greeting");
    }

    @Test
    void aSocialSecurityCard() throws Exception {
        Visitor visitor = SCENE.model().begins().goes("identify?next=/queue").sees("也可以插入社会保障卡");
        try (SimulatedSocialCard card = SMART_CARDS.card(new SystemClock())) {
            card.chip().lockHolder(true);
            card.insert();
            visitor.sees("要先输入密码").sees("它还插在读卡器里");
            card.pull();
            visitor.seesNo("它还插在读卡器里");
            card.chip().lockHolder(false);
            SMART_CARDS.kill();
            Eventually.see("no slot", () -> visitor.asks("identify?next=/queue"), page -> !page.contains("也可以插入"));
            SMART_CARDS.start();
            Eventually.see("the slot", () -> visitor.asks("identify?next=/queue"), page -> page.contains("也可以插入"));
            card.insert();
            visitor.sees("张*三，您好").sees("请拔出并收好社会保障卡");
            Gallery.ofStates(visitor).keeps("greeting", "inserted", "identify/greeting");
        }
        visitor.goes("queue");
        String number = visitor.takesNumber();
        String visit = SCENE.ticket(number).path("visit").asText();
        assertEquals(List.of("social-security-card"), SCENE.factsOf(visit).stream()
                .filter(fact -> fact.path("type").asText().equals("visit.identified")).map(fact -> fact.path("data").path("by").asText()).toList());
    }

    @Test
    void aSocialSecurityCardThatIsReadWhenItsVisitHasEnded() {
        Visitor visitor = SCENE.model().begins().goes("identify");
        int read = visitor.uses("social-card");
        try (SimulatedSocialCard card = SMART_CARDS.card(new SystemClock())) {
            card.slow(Duration.ofMillis(300));
            card.insert();
            visitor.sees("正在读卡").touches("没带证件").touches("办完了，退出").sees("它还插在读卡器里");
            Eventually.see("it is read", () -> visitor.uses("social-card"), uses -> uses > read);
        }
        visitor.sees("卡没有读出来，请拔出再插一次").seesNo("它还插在读卡器里").seesNo("张*三");
    }

    @Test
    void aCardLeftLying() {
        Visitor visitor = SCENE.model().lays("zhang-xiaosan").sees("您好").goes("home").sees("它还在读卡区");
        Gallery.ofStates(visitor).keeps("home", "card-left", "home");
        visitor.lifts();
    }

    @Test
    void aGreetingThatDidNotArrive() {
        Visitor visitor = SCENE.model().begins().goes("identify?next=/queue");
        visitor.page().route("**/identify/greeting", Route::abort);
        visitor.lays("zhang-xiaosan");
        Eventually.see("the card", () -> visitor.asks("home"), page -> page.contains("张*三"));
        Gallery.ofStates(visitor.lifts().lays("zhang-xiaosan").sees("请收好身份证").lifts()).keepsOnly("identify", "known");
    }

    @Test
    void cardsOutOfTheOrdinary() {
        Gallery.ofStates(SCENE.model().lays("liu-jianguo").sees("已过有效期").lifts()).keeps("greeting", "expired", "identify/greeting");
        Gallery.ofStates(SCENE.model().lays("abudu-rehemanjiang").sees("您好").lifts())
                .keeps("greeting", "long-name", "identify/greeting").keeps("home", "long-name", "home");
    }

    @Test
    void theNumber() {
        Visitor visitor = SCENE.model().begins().identifies("zhang-xiaosan");
        Gallery gallery = Gallery.ofStates(visitor)
                .keeps("halls", "ready", "queue")
                .keeps("halls", "of-a-matter", "queue?matter=insurance-record")
                .keeps("services", "ready", "queue/hall/" + Scene.HALL);
        SCENE.cabinet("printer/motor-weak");
        String number = visitor.goes("queue").touches("沣水公园24小时便民服务站").touches("综合").number();
        gallery.keeps("ticket", "printing", "queue/ticket");
        SCENE.cabinet("printer/motor-strong");
        visitor.goes("queue/ticket").sees("小票已打印");
        SCENE.ticket(number);
        visitor.sees("下一位就是您");
        gallery.keeps("ticket", "printed", "queue/ticket").keeps("cancel", "ready", "queue/cancel");
        visitor.goes("queue/ticket").sees("下一位就是您");
        try (Page display = visitor.page().context().browser().newPage()) {
            display.navigate(SCENE.kiosk().page() + "board/" + Scene.HALL);
            SCENE.move("platform/call?hall=" + Scene.HALL + "&service=" + OWN + "&window=2");
            visitor.sees("轮到您了");
            display.waitForSelector(".newest:has-text(\"" + number + "\")");
            assertTrue(display.innerText(".newest").contains("请到 2 号窗口"));
            SCENE.move("link/cut");
            display.waitForSelector(".offline");
            assertTrue(display.innerText(".newest").contains(number), "what was called stays");
            SCENE.move("link/restore");
            display.waitForSelector("#board:not(:has(.offline))");
        }
        gallery.keeps("ticket", "called", "queue/ticket").keeps("boards", "ready", "queue/boards")
                .keeps("boards", "slip-unknown", "queue/boards?slip=unknown").keeps("board", "ready", "queue/board/" + Scene.HALL);

        SCENE.move("platform/halls/" + Scene.HALL + "/close");
        Eventually.see("the hall is closed", () -> visitor.asks("queue/hall/" + Scene.HALL), page -> page.contains("开门"));
        gallery.keeps("services", "closed", "queue/hall/" + Scene.HALL).keeps("refused", "hall-closed", () -> refused(visitor));
        SCENE.move("platform/halls/" + Scene.HALL + "/suspend");
        Eventually.see("the hall opens no more", () -> visitor.asks("queue/hall/" + Scene.HALL), page -> !page.contains("开门"));
        gallery.keeps("services", "never-opens", "queue/hall/" + Scene.HALL).keeps("refused", "never-opens", () -> refused(visitor));
    }

    @Test
    void theLighterHallAndTheSecondNumber() throws MqttException {
        Visitor visitor = SCENE.model().begins().identifies("chen-jing");
        SCENE.move("platform/halls/" + LONG + "/open");
        MqttAsyncClient platform = new MqttAsyncClient(
                "tcp://127.0.0.1:" + SCENE.look("state").path("platformPort").asInt(), "another-platform", new MemoryPersistence());
        platform.connect().waitForCompletion(60_000);
        try {
            board(platform, LONG, 12);
            board(platform, Scene.HALL, 1);
            Eventually.see("the lighter hall", () -> visitor.asks("queue/hall/" + LONG), page -> page.contains("更快"));
            Gallery gallery = Gallery.ofStates(visitor).keeps("services", "lighter", "queue/hall/" + LONG);
            String there = visitor.goes("queue/hall/" + LONG).touches("沣水公园24小时便民服务站").number();
            SCENE.ticket(there);
            visitor.posts("queue/take", Map.of("hall", LONG, "service", Scene.SERVICE)).sees("您今天已有一个号 " + there);
            gallery.keeps("ticket", "second", "queue/ticket");
            visitor.goes("queue/cancel").touches("取消这个号").sees("号码已取消");
            gallery.keeps("ticket", "cancelled", "queue/ticket");
        } finally {
            platform.disconnectForcibly(0, 100, false);
            platform.close(true);
        }
        Eventually.see("the platform knows", () -> SCENE.look("platform/facts").toString(), facts -> facts.contains("queue.ticket-cancelled"));
    }

    private static void board(MqttAsyncClient platform, String hall, int waiting) throws MqttException {
        SystemClock clock = new SystemClock();
        MqttMessage board = new MqttMessage(ToldBoard.of(hall, Scene.SERVICE, waiting, clock.instant(), clock.local().toLocalDate()));
        platform.publish("ting/1/fengshui/hall/" + hall + "/board", board).waitForCompletion(60_000);
    }

    private static void refused(Visitor visitor) {
        visitor.posts("queue/take", Map.of("hall", Scene.HALL, "service", Scene.SERVICE)).page().waitForSelector(".note.trouble");
    }

    @Test
    void noNumbersLeft() throws SQLException {
        Visitor visitor = SCENE.model().begins().identifies("zhang-xiaosan");
        SCENE.move("link/cut");
        spoiled("UPDATE lease SET next = next + 1000 WHERE service = '" + Scene.SERVICE + "'",
                "UPDATE lease SET next = next - 1000 WHERE service = '" + Scene.SERVICE + "'",
                () -> Gallery.ofStates(visitor).keeps("refused", "exhausted", () -> refused(visitor)));
    }

    @Test
    void aPageThatFails() throws SQLException {
        Visitor visitor = SCENE.model().begins();
        spoiled("ALTER TABLE ticket RENAME TO away", "ALTER TABLE away RENAME TO ticket",
                () -> Gallery.ofStates(visitor).keeps("lost", "ready", "queue/ticket"));
        allIsWellAgain();
    }

    /** What no kiosk's own code does to its ledger, and mends again. */
    private static void spoiled(String how, String mended, Runnable meanwhile) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + SCENE.kiosk().data().resolve("ledger.db"));
                Statement change = other.createStatement()) {
            change.execute(how);
            try {
                meanwhile.run();
            } finally {
                change.execute(mended);
            }
        }
    }

    @Test
    void noPaper() {
        SCENE.cabinet("printer/paper-out");
        SCENE.awaitConditions(List.of("receipt.paper-out"));
        Visitor visitor = SCENE.model().begins().identifies("zhang-xiaosan");
        Gallery gallery = Gallery.ofStates(visitor).keeps("home", "paper-out", "home");
        visitor.goes("queue").takesNumber();
        visitor.sees("没有印出小票");
        gallery.keeps("ticket", "not-printed", "queue/ticket");
    }

    @Test
    void aSlipThatIsNotCut() {
        SCENE.cabinet("printer/cutter-stuck");
        Visitor visitor = SCENE.model().begins().identifies("zhang-xiaosan");
        visitor.takesNumber();
        Gallery.ofStates(visitor.sees("号码仍然有效")).keeps("ticket", "not-cut", "queue/ticket");
    }

    @Test
    void noNetwork() {
        Visitor visitor = SCENE.model().begins().identifies("zhang-xiaosan");
        SCENE.move("link/cut");
        visitor.goes("home").sees("待联网");
        Gallery gallery = Gallery.ofStates(visitor).keeps("home", "offline", "home").keeps("halls", "offline", "queue")
                .keeps("board", "offline", "queue/board/" + Scene.HALL);
        visitor.goes("queue").takesNumber();
        visitor.sees("小票已打印");
        gallery.keeps("ticket", "offline", "queue/ticket");
    }

    @Test
    void aLedgerThatCannotBeWritten() throws SQLException {
        Visitor visitor = SCENE.model().begins().identifies("zhang-xiaosan");
        spoiled("ALTER TABLE outbox RENAME TO away", "ALTER TABLE away RENAME TO outbox", () -> {
            Gallery.ofStates(visitor).keeps("refused", "no-ledger", () -> refused(visitor));
            Gallery.ofStates(visitor.reload().sees("本亭暂时不能再取号")).keepsOnly("idle", "no-ledger");
        });
        allIsWellAgain();
    }

    /** The next fact that is written says so. */
    private static void allIsWellAgain() {
        SCENE.visitor().begins();
    }

    @Test
    void aKioskThatHasNeverHeardOfThePlatform() throws IOException {
        SCENE.move("link/cut");
        try (LaunchedKiosk kiosk = SCENE.anotherKiosk("new").start()) {
            Visitor visitor = SCENE.modelAt(kiosk).sees("暂时不能办事");
            Gallery.ofStates(visitor).keepsOnly("idle", "out-of-service");
            Gallery.ofStates(visitor.begins()).keeps("home", "loading", "home").keeps("find", "loading", "guide")
                    .keeps("events", "loading", "guide/events").keeps("places", "loading", "guide/places");
        }
    }

    @Test
    void nobodyTouches() throws IOException {
        SCENE.move("link/cut");
        try (LaunchedKiosk kiosk = SCENE.anotherKiosk("impatient", "visit: {idle: 2s, warning: 60s, extensions: 100}").start()) {
            Visitor visitor = SCENE.modelAt(kiosk).begins();
            Gallery.ofStates(visitor).keeps("home", "warning", () -> {
                visitor.asksForMoreTime();
                visitor.goes("home").page().waitForSelector(".veil");
            });
        }
    }
}
