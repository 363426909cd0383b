package cn.ting.stories;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every page that can be read without a card, and how it looks. */
class EveryPageStory {

    @RegisterExtension
    static final Scene SCENE = new Scene("every-page");

    @AfterAll
    static void index() throws IOException {
        Gallery.index();
    }

    @Test
    void whatIsThereBeforeAndAfterAVisit() {
        Visitor visitor = SCENE.visitor();
        new Gallery(visitor).keepsOnly("idle", "ready");
        Gallery gallery = new Gallery(visitor.begins());
        gallery.keeps("home", "ready", "home").keeps("home", "all", "home?all=true").keeps("help", "ready", "help");
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
        visitor.keysTo("长辈版").sees("问问怎么办").keysTo("找人帮忙").sees("12345").keysTo("首页").keysTo("退出长辈版");
        visitor.keysTo("办完了，退出").sees("本次记录已清除");
    }

    @Test
    void whatIsReadAloudIsForTheEar() {
        Visitor visitor = SCENE.visitor().begins().goes("help");
        visitor.page().evaluate("() => { speechSynthesis.speak = speech => { document.title = speech.lang + speech.text; }; }");
        String said = visitor.touches("朗读").page().title();
        assertTrue(said.startsWith("zh") && said.contains("1 2 3 4 5"), said);

        visitor.goes("home").lays("zhang-xiaosan").sees("张*三，您好").lifts();
        visitor.page().evaluate("() => { speechSynthesis.speak = speech => { document.title = speech.text; }; }");
        said = visitor.touches("朗读").page().title();
        assertTrue(said.contains("请收好身份证") && !said.contains("张"), said);
    }

    @Test
    void findingAndReading() {
        new Gallery(SCENE.visitor().begins())
                .keeps("find", "ready", "guide")
                .keeps("find", "found", "guide?q=sb")
                .keeps("find", "nothing", "guide?q=zzzz")
                .keeps("theme", "ready", "guide/theme/social-security")
                .keeps("matter", "promised", "guide/matter/social-card-apply")
                .keeps("matter", "on-the-spot", "guide/matter/insurance-record")
                .keeps("matter", "gone", "guide/matter/nothing-of-the-kind")
                .keeps("laws", "ready", "guide/matter/insurance-record/laws");
    }

    @Test
    void browsing() {
        new Gallery(SCENE.visitor().begins())
                .keeps("events", "ready", "guide/events")
                .keeps("event", "ready", "guide/events/retiring")
                .keeps("packages", "ready", "guide/packages")
                .keeps("package", "ready", "guide/packages/newborn")
                .keeps("bodies", "ready", "guide/bodies")
                .keeps("body", "ready", "guide/bodies/matters?of=%E6%B2%A3%E6%B0%B4%E5%8C%BA%E5%8C%BB%E7%96%97%E4%BF%9D%E9%9A%9C%E5%B1%80")
                .keeps("places", "ready", "guide/places");
    }
}
