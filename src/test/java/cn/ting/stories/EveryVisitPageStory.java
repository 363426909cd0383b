package cn.ting.stories;

import cn.ting.bench.LaunchedKiosk;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every page of a visit with a card, in every trouble that may come, and how it looks. */
class EveryVisitPageStory {

    @RegisterExtension
    static final Scene SCENE = new Scene("every-visit-page");

    /** A service that only one story takes numbers of, so that its number is the next to be called. */
    private static final String OWN = "general";

    @AfterEach
    void mendEverything() {
        for (String hand : List.of("card/lift", "card/unmute", "printer/paper-in", "printer/cutter-free")) {
            SCENE.cabinet(hand);
        }
        SCENE.move("link/restore");
        SCENE.move("platform/halls/" + Scene.HALL + "/open");
        SCENE.awaitConditions(List.of());
    }

    @AfterAll
    static void index() throws IOException {
        Gallery.index();
    }

    @Test
    void theCard() {
        Visitor visitor = SCENE.model().begins();
        Gallery gallery = new Gallery(visitor).keeps("identify", "ready", "identify?next=/queue");
        visitor.goes("identify?next=/queue");
        SCENE.cabinet("card/fail-next-read");
        visitor.lays("zhang-xiaosan").sees("这张证件没有读成").lifts();
        gallery.keeps("identify", "unreadable", "identify");

        SCENE.cabinet("card/mute");
        SCENE.awaitConditions(List.of("idcard.silent"));
        gallery.keeps("identify", "reader-away", "identify?next=/queue").keeps("home", "reader-away", "home");
        SCENE.cabinet("card/unmute");
        SCENE.awaitConditions(List.of());

        visitor.goes("identify?next=/queue").lays("zhang-xiaosan").sees("张*三，您好").lifts();
        gallery.keeps("greeting", "ready", "identify/greeting").keeps("home", "known", "home");
        visitor.goes("identify/greeting").lays("chen-jing").sees("前一位还没有结束").lifts();
        gallery.keeps("greeting", "another-person", "identify/greeting");
    }

    @Test
    void cardsOutOfTheOrdinary() {
        new Gallery(SCENE.model().lays("liu-jianguo").sees("已过有效期").lifts()).keeps("greeting", "expired", "identify/greeting");
        new Gallery(SCENE.model().lays("abudu-rehemanjiang").sees("您好").lifts())
                .keeps("greeting", "long-name", "identify/greeting").keeps("home", "long-name", "home");
    }

    @Test
    void theNumber() {
        Visitor visitor = SCENE.model().begins().identifies("zhang-xiaosan");
        Gallery gallery = new Gallery(visitor)
                .keeps("halls", "ready", "queue")
                .keeps("halls", "of-a-matter", "queue?matter=insurance-record")
                .keeps("services", "ready", "queue/hall/" + Scene.HALL);
        visitor.goes("queue").touches("沣水公园24小时便民服务站").touches("综合");
        SCENE.ticket(visitor.sees("小票已打印").number());
        gallery.keeps("ticket", "printed", "queue/ticket");
        SCENE.move("platform/call?hall=" + Scene.HALL + "&service=" + OWN + "&window=2");
        visitor.sees("轮到您了");
        gallery.keeps("ticket", "called", "queue/ticket").keeps("boards", "ready", "queue/boards")
                .keeps("board", "ready", "queue/board/" + Scene.HALL);

        SCENE.move("platform/halls/" + Scene.HALL + "/close");
        Eventually.see("the hall is closed", () -> visitor.asks("queue/hall/" + Scene.HALL), page -> page.contains("开门"));
        gallery.keeps("services", "closed", "queue/hall/" + Scene.HALL)
                .keeps("refused", "hall-closed", () -> {
                    visitor.posts("queue/take", Map.of("hall", Scene.HALL, "service", Scene.SERVICE));
                    visitor.page().waitForSelector(".note.trouble");
                });
    }

    @Test
    void noPaper() {
        SCENE.cabinet("printer/paper-out");
        SCENE.awaitConditions(List.of("receipt.paper-out"));
        Visitor visitor = SCENE.model().begins().identifies("zhang-xiaosan");
        Gallery gallery = new Gallery(visitor).keeps("home", "paper-out", "home");
        visitor.goes("queue").takesNumber();
        visitor.sees("没有印出小票");
        gallery.keeps("ticket", "not-printed", "queue/ticket");
    }

    @Test
    void aSlipThatIsNotCut() {
        SCENE.cabinet("printer/cutter-stuck");
        Visitor visitor = SCENE.model().begins().identifies("zhang-xiaosan");
        visitor.takesNumber();
        new Gallery(visitor.sees("号码仍然有效")).keeps("ticket", "not-cut", "queue/ticket");
    }

    @Test
    void noNetwork() {
        Visitor visitor = SCENE.model().begins().identifies("zhang-xiaosan");
        SCENE.move("link/cut");
        visitor.goes("home").sees("待联网");
        Gallery gallery = new Gallery(visitor).keeps("home", "offline", "home").keeps("halls", "offline", "queue")
                .keeps("board", "offline", "queue/board/" + Scene.HALL);
        visitor.goes("queue").takesNumber();
        visitor.sees("小票已打印");
        gallery.keeps("ticket", "offline", "queue/ticket");
    }

    @Test
    void aLedgerThatCannotBeWritten() throws SQLException {
        Visitor visitor = SCENE.model().begins().identifies("zhang-xiaosan");
        String ledger = "jdbc:sqlite:" + SCENE.kiosk().data().resolve("ledger.db");
        try (Connection other = DriverManager.getConnection(ledger); Statement holds = other.createStatement()) {
            holds.execute("BEGIN IMMEDIATE");
            visitor.posts("queue/take", Map.of("hall", Scene.HALL, "service", Scene.SERVICE)).page().waitForSelector(".note.trouble");
            new Gallery(visitor).keepsOnly("refused", "no-ledger");
            new Gallery(visitor.reload().sees("本亭暂时不能再取号")).keepsOnly("idle", "no-ledger");
            holds.execute("ROLLBACK");
        }
        // The next fact that is written says that all is well.
        SCENE.visitor().begins();
    }

    @Test
    void aKioskThatHasNeverHeardOfThePlatform() throws IOException {
        SCENE.move("link/cut");
        try (LaunchedKiosk kiosk = SCENE.anotherKiosk("new").start()) {
            Visitor visitor = SCENE.modelAt(kiosk).sees("暂时不能办事");
            new Gallery(visitor).keepsOnly("idle", "out-of-service");
            new Gallery(visitor.begins())
                    .keeps("home", "loading", "home")
                    .keeps("find", "loading", "guide")
                    .keeps("events", "loading", "guide/events")
                    .keeps("places", "loading", "guide/places");
        }
    }

    @Test
    void nobodyTouches() throws IOException {
        SCENE.move("link/cut");
        try (LaunchedKiosk kiosk = SCENE.anotherKiosk("impatient", "visit: {idle: 2s, warning: 60s, extensions: 100}").start()) {
            Visitor visitor = SCENE.modelAt(kiosk).begins();
            new Gallery(visitor).keeps("home", "warning", () -> {
                visitor.asksForMoreTime();
                visitor.goes("home").page().waitForSelector(".veil");
            });
        }
    }
}
