package cn.ting.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.Eventually;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cards of every kind, and everything that goes wrong with one. */
class CardStory {

    @RegisterExtension
    static final Scene SCENE = new Scene("card");

    private static final String LEFT_LYING = "请收好身份证，它还在读卡区";

    @AfterEach
    void lift() {
        SCENE.cabinet("card/lift");
        SCENE.cabinet("card/unmute");
        SCENE.cabinet("card/plug");
        Eventually.see("a reader that looks in vain", SCENE::reader, reader -> reader.path("missed").asBoolean());
        SCENE.awaitConditions(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail-next-read", "tear-next-frame", "lift-after-select"})
    void aCardThatWasNotReadIsAskedForAgain(String fault) {
        Visitor visitor = SCENE.visitor().begins().touches("取号").sees("请把身份证平放");
        SCENE.cabinet("card/" + fault);

        visitor.lays("zhang-xiaosan").sees("这张证件没有读成").sees("请拿起身份证，再平放一次").lifts();
        visitor.lays("zhang-xiaosan").sees("张*三，您好");
    }

    @Test
    void whatTheReaderSaidLastStandsWhereItSpokeWhileThePageWasAsking() {
        Visitor visitor = SCENE.visitor().begins();
        List<Route> asking = new ArrayList<>();
        visitor.page().route("**/identify/way*", asking::add);
        visitor.page().evaluate("""
                () => {
                  window.read = 0;
                  window.answered = 0;
                  window.settled = 0;
                  events.addEventListener('swap', (event) => { window.read += event.data.includes('正在读卡') ? 1 : 0; });
                  document.addEventListener('htmx:afterRequest', (event) => { window.answered += event.target.id === 'card-way' ? 1 : 0; });
                  document.addEventListener('htmx:afterSettle', (event) => { window.settled += event.target.id === 'card-notice' ? 1 : 0; });
                }""");
        visitor.touches("取号").sees("请把身份证平放");
        Eventually.see("that the page asks once more", () -> visitor.page().title().isEmpty() ? 0 : asking.size(), asked -> asked == 1);
        SCENE.cabinet("card/slow-next-read");
        visitor.lays("zhang-xiaosan");
        Eventually.see("the push that waits", () -> visitor.page().evaluate("() => window.read"), read -> read.equals(1));

        asking.get(0).resume();
        Eventually.see("the answer", () -> visitor.page().evaluate("() => window.answered"), answered -> answered.equals(1));
        visitor.lifts();
        Eventually.see("both in their turn", () -> visitor.page().evaluate("() => window.settled"), settled -> settled.equals(2));
        visitor.sees("这张证件没有读成").seesNo("正在读卡");
    }

    /** A plug that works itself loose: first what it says is torn, and then it says nothing more, while the card still lies there. */
    @Test
    void aReaderThatTearsAndThenDiesHasReadNobody() throws IOException {
        Visitor visitor = SCENE.visitor().begins().touches("取号").sees("请把身份证平放");
        SCENE.cabinet("card/tear-next-frame");
        visitor.lays("zhang-xiaosan").sees("这张证件没有读成");
        SCENE.cabinet("card/unplug");
        SCENE.awaitConditions(List.of("inventory.absent"));
        visitor.sees("读卡器暂时不能用").seesNo("张*三").touches("首页").sees("设备未连接");
        visitor.touches("办完了，退出").sees("本次记录已清除");
        assertEquals(List.of("visit.began", "visit.ended"), Eventually.see("its end", CardStory::newestVisit, told -> told.contains("visit.ended")));

        Visitor next = SCENE.visitor();
        SCENE.cabinet("card/plug");
        // It may be anybody's by now.
        next.sees("身份证没有读出来，请拿起再放一次").lifts();
        next.lays("chen-jing").sees("您好").seesNo("张*三");
        assertTrue(SCENE.kiosk().verifyBook().contains("the chain is whole"));
    }

    /** What the book tells of the visit that began last. */
    private static List<String> newestVisit() {
        List<String> began = SCENE.facts().stream().filter(fact -> fact.path("type").asText().equals("visit.began"))
                .map(fact -> fact.path("data").path("visit").asText()).toList();
        return SCENE.factsOf(began.get(began.size() - 1)).stream().map(fact -> fact.path("type").asText()).toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a resident, zhang-xiaosan, 张*三",
        "a card good for ever, wang-guiying, 王*英",
        "a permit holder of Hong Kong, chan-kayan, 陈*欣",
        "a permit holder of Taiwan, lin-chihhao, 林*豪",
        "a foreigner with a card of 2017, elena-marchetti, M************A",
        "a foreigner with a card of 2023, daniel-okafor, 丹*****福"
    })
    void everyKindOfCardIsGreetedByAMaskedName(String kind, String person, String masked) {
        SCENE.visitor().begins().touches("取号").sees("请把身份证平放").lays(person).sees(masked + "，您好");
    }

    @Test
    void aCardOnTheIdlePageBeginsTheVisit() {
        SCENE.visitor().lays("zhang-xiaosan").sees("张*三，您好").sees("请收好身份证");
    }

    @Test
    void aCardThatWasNotReadOnTheIdlePageIsAskedForAgainThere() {
        Visitor visitor = SCENE.visitor();
        SCENE.cabinet("card/fail-next-read");
        visitor.lays("zhang-xiaosan").sees("身份证没有读出来，请拿起再放一次").photographs("idle-unread").lifts();
        visitor.lays("zhang-xiaosan").sees("张*三，您好").seesNo("没有读出来");
    }

    /** The home page says that a card may be laid, and it is not found again while it lies there. */
    @Test
    void aCardThatWasNotReadIsToldOnAnyPageAndStillSaidWhereItIsAskedFor() {
        Visitor visitor = SCENE.visitor().begins();
        SCENE.cabinet("card/fail-next-read");
        visitor.lays("zhang-xiaosan").sees("身份证没有读出来，请拿起再放一次").photographs("home-unread");
        visitor.touches("取号").sees("这张证件没有读成").lifts();
        visitor.lays("zhang-xiaosan").sees("张*三，您好").seesNo("没有读出来").lifts().touches("继续").touches("首页");
        visitor.lays("chen-jing").sees("请前一位先按“办完了，退出”").sees("张*三");
    }

    @Test
    void aCardThatIsReadWhenItsVisitHasEndedBeginsNoOther() throws IOException {
        Visitor visitor = SCENE.visitor().begins().touches("取号").sees("请把身份证平放");
        SCENE.cabinet("card/slow-next-read");
        visitor.lays("zhang-xiaosan").sees("正在读卡").touches("首页").touches("办完了，退出").sees("本次记录已清除");
        visitor.sees("身份证没有读出来，请拿起再放一次").seesNo("张*三").lifts();
        assertEquals(List.of("visit.began", "visit.ended"), Eventually.see("its end", CardStory::newestVisit, told -> told.contains("visit.ended")));
        visitor.lays("chen-jing").sees("您好").seesNo("张*三");
    }

    @Test
    void aCardLeftLyingIsToBeTakenBackAfterTenSecondsAndAgainAtTheEnd() {
        Visitor visitor = SCENE.visitor().begins().touches("取号").sees("请把身份证平放").lays("zhang-xiaosan");
        visitor.sees("张*三，您好").seesNo(LEFT_LYING).sees(LEFT_LYING).photographs("card-left-lying");
        visitor.lifts().seesNo(LEFT_LYING).sees("张*三，您好");

        visitor.lays("zhang-xiaosan").sees(LEFT_LYING).touches("继续").sees("去哪个大厅").sees(LEFT_LYING);
        visitor.touches("首页").touches("办完了，退出").sees("本次记录已清除").sees(LEFT_LYING).photographs("end-card-left-lying");
        visitor.lifts().seesNo(LEFT_LYING);
    }

    @Test
    void aSecondPersonsCardChangesNothing() {
        Visitor visitor = SCENE.visitor().begins().touches("取号").sees("请把身份证平放");
        visitor.lays("zhang-xiaosan").sees("张*三，您好").lifts();
        visitor.lays("chen-jing").sees("前一位还没有结束").lifts().touches("继续");
        String number = visitor.takesNumber();
        visitor.sees("张*三，您的号码").touches("办完了，退出").sees("本次记录已清除");

        assertEquals(1, SCENE.wholeVisit(number).stream()
                .filter(fact -> fact.path("type").asText().equals("visit.identified")).count());
    }

    @Test
    void aSilentReaderIsSaidToBeOutOfUseAndAskedOfAgainOnceItAnswers() {
        SCENE.cabinet("card/mute");
        SCENE.awaitConditions(List.of("idcard.silent"));
        Eventually.see("the platform's telemetry", () -> SCENE.look("state").findValues("events").toString(),
                events -> events.contains("\"code\":\"idcard.silent\""));
        Visitor visitor = SCENE.visitor().begins().touches("取号").sees("读卡器暂时不能用").sees("读卡器停用");

        SCENE.cabinet("card/unmute");
        visitor.sees("请把身份证平放").seesNo("读卡器暂时不能用");
        SCENE.cabinet("card/mute");
        visitor.sees("读卡器暂时不能用");
        SCENE.cabinet("card/unmute");
        visitor.lays("zhang-xiaosan").sees("您好");
    }
}
