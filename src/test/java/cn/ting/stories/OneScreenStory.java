package cn.ting.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.Eventually;
import cn.ting.wire.ChildBench;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One screen, one visit, in the language and size of whoever stands there; and halls that open and close. */
class OneScreenStory {

    @RegisterExtension
    static final Scene SCENE = new Scene("one-screen", OneScreenStory::withVoice);

    private static final Path FOLDER = Scene.PROJECT.resolve("target/stories/one-screen").toAbsolutePath();

    /** In place of the speech engine a program that writes down what it says, and takes its time. */
    private static String withVoice(String config) {
        try {
            Path engine = ChildBench.script(FOLDER, "engine", """
                    text=$(cat)
                    [ "$text" = . ] && exit 0
                    echo "$2 $text" >> %s
                    exec sleep 600
                    """.formatted(FOLDER.resolve("heard")));
            return config.replace("devices:\n", "devices:\n  - {name: voice, driver: speaker, line: \"exec:" + engine
                    + "\", profile: {dayVolume: 80, nightVolume: 80}}\n");
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }

    @AfterEach
    void lift() {
        SCENE.cabinet("card/lift");
    }

    @Test
    void aRestartedBrowserEndsTheVisitAndTheOldPageShowsNothingMore() {
        Visitor before = SCENE.visitor().begins().identifies("zhang-xiaosan");
        String number = before.takesNumber();

        SCENE.visitor();

        before.sees("这块屏幕已在别处打开");
        PlaywrightAssertions.assertThat(before.page().locator("body > *")).hasCount(1);
        assertFalse(before.html().contains(number), "the number is gone with the rest");
        // What became of the slip may be told after the end: it was still coming out.
        List<String> reasons = SCENE.wholeVisit(number).stream()
                .filter(fact -> fact.path("type").asText().equals("visit.ended"))
                .map(fact -> fact.path("data").path("reason").asText())
                .toList();
        assertEquals(List.of("browser"), reasons);
    }

    @Test
    void thePageTakesNothingFromOutsideAndSaysSoToTheBrowser() {
        Set<String> hosts = new TreeSet<>();
        Visitor visitor = SCENE.visitor();
        visitor.page().onRequest(request -> hosts.add(URI.create(request.url()).getAuthority()));
        List<String> complaints = new ArrayList<>();
        visitor.page().onConsoleMessage(message -> complaints.add(message.text()));

        String policy = visitor.page().waitForResponse("**/", visitor::reload).headerValue("Content-Security-Policy");
        visitor.begins().goes("guide").sees("按主题找").touches("求助").sees("12345");

        assertEquals(Set.of(URI.create(SCENE.kiosk().page()).getAuthority()), hosts);
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals(List.of(), complaints);
    }

    @Test
    void whatIsTouchedLastIsWhatComes() {
        Visitor visitor = SCENE.visitor().begins();
        List<Route> slow = new ArrayList<>();
        visitor.page().route(url -> url.contains("/help") || url.endsWith("/guide"), slow::add);

        visitor.page().evaluate("() => { window.over = 0; document.addEventListener('htmx:xhr:loadend', () => { window.over++; }); }");
        visitor.touches("求助").touches("找事项");
        Eventually.see("both are asked for", () -> visitor.page().title().isEmpty() ? 0 : slow.size(), asked -> asked == 2);
        // One after the other: the answer to what was touched first must not keep the other's away.
        slow.get(0).resume();
        Eventually.see("the first is over", () -> visitor.page().evaluate("() => window.over"), over -> !over.equals(0));
        slow.get(1).resume();

        visitor.sees("按主题找");
    }

    @Test
    void whatTheKioskShowsLastIsWhatComes() {
        Visitor visitor = SCENE.visitor().begins().identifies("zhang-xiaosan");
        visitor.takesNumber();
        visitor.sees("小票已打印").touches("首页").sees("您要办什么事").touches("看叫号").sees("把票上的码对准扫码窗");
        List<Route> slow = new ArrayList<>();
        visitor.page().route(url -> url.contains("slip=unknown") || url.endsWith("/screen/size") || url.contains("/queue/board/"), slow::add);
        IntConsumer asked = count -> Eventually.see(count + " are asked for", () -> visitor.page().title().isEmpty() ? 0 : slow.size(), is -> is == count);

        SCENE.cabinet("scanner/show?text=https://example.org/t/stray");
        asked.accept(1);
        SCENE.cabinet("scanner/show-slip");
        asked.accept(2);
        slow.get(0).resume();
        slow.get(1).resume();
        visitor.sees("现在等候").touches("返回").sees("把票上的码对准扫码窗").touches("大字");
        asked.accept(3);
        SCENE.cabinet("scanner/show?text=https://example.org/t/made-up");
        asked.accept(4);
        // A form is not taken back, and its answer puts a page in place of the one that was there when the other was asked for.
        slow.get(2).resume();
        PlaywrightAssertions.assertThat(visitor.page().locator("#page.large")).isVisible();
        slow.get(3).resume();
        asked.accept(5);
        slow.get(4).resume();
        visitor.sees("没有认出这张码");
    }

    @Test
    void anAddressWithoutAVisitLeadsToIdle() {
        Visitor visitor = SCENE.visitor();
        for (String path : List.of("home", "guide", "identify/greeting", "queue", "queue/ticket", "screen/touch")) {
            visitor.goes(path).isIdle();
        }
    }

    @Test
    void englishAndLargeTextLastUntilTheNextVisit() {
        Visitor visitor = SCENE.visitor().begins().touches("English").sees("What would you like to do?");
        visitor.touches("Large text");
        PlaywrightAssertions.assertThat(visitor.page().locator("#page.large")).isVisible();
        visitor.touches("Find a matter").presses("cbzm").touches("Print your social insurance record").sees("Promised time");
        visitor.touches("Take a number").sees("Please lay your ID card").lays("zhang-xiaosan").sees("Hello, ").lifts();
        visitor.touches("Continue").touches("Fengshui Park 24-hour Service Station").sees("Ahead of you").sees("Your slip is printed");
        visitor.photographs("ticket-en").touches("Finish").sees("Your visit has been erased").touches("Back to the start").isIdle();

        visitor.begins().sees("大字");
        PlaywrightAssertions.assertThat(visitor.page().locator("#page.large")).hasCount(0);
    }

    @Test
    void theCabinetReadsThePageAloudUntilItIsLeft() {
        Visitor visitor = SCENE.visitor().begins().isLedTo("help");
        visitor.page().evaluate("() => { speechSynthesis.speak = () => { document.title = 'the browser speaks'; }; }");
        visitor.touches("朗读");
        Eventually.see("what is said", OneScreenStory::heard, said -> said.startsWith("cmn-latn-pinyin") && said.contains("1 2 3 4 5"));
        Eventually.see("a voice", OneScreenStory::voices, voices -> voices == 1);
        visitor.touches("返回").sees("您要办什么事");
        Eventually.see("silence", OneScreenStory::voices, voices -> voices == 0);

        visitor.touches("English").sees("What would you like to do?").touches("Read aloud");
        Eventually.see("English", OneScreenStory::heard, said -> said.startsWith("en ") && said.contains("What would you like to do?"));
        visitor.touches("Finish").sees("Your visit has been erased");
        Eventually.see("silence", OneScreenStory::voices, voices -> voices == 0);
        assertFalse(visitor.page().title().contains("browser"), "one voice at a time");
    }

    /** What the cabinet said last. */
    private static String heard() {
        try {
            List<String> heard = Files.exists(FOLDER.resolve("heard")) ? Files.readAllLines(FOLDER.resolve("heard")) : List.of();
            return heard.isEmpty() ? "" : heard.get(heard.size() - 1);
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    private static long voices() {
        return ProcessHandle.of(SCENE.kiosk().pid()).orElseThrow().descendants()
                .filter(child -> child.info().command().orElse("").endsWith("sleep")).count();
    }

    @Test
    void aClosedHallIssuesNothing() {
        Visitor early = SCENE.visitor().begins().identifies("zhang-xiaosan").touches("沣水公园24小时便民服务站").sees("点一下就取号");
        int slips = SCENE.slips().size();
        try {
            SCENE.move("platform/halls/" + Scene.HALL + "/close");
            String park = "(?s).*沣水公园24小时便民服务站</b><small>现在关门，\\d+月\\d+日 09:00 开门.*";
            Eventually.see("the closed hall", () -> early.asks("queue"), page -> page.matches(park));
            early.touches("社会保险").sees("大厅现在关门").sees("09:00开门，开门后才能取号。").photographs("closed");

            SCENE.move("platform/halls/" + Scene.HALL + "/suspend");
            Eventually.see("the hall that never opens", () -> early.asks("queue"), page -> page.contains("暂停服务"));
            early.touches("换一个大厅").sees("暂停服务").photographs("suspended");
            assertEquals(slips, SCENE.slips().size());
        } finally {
            SCENE.move("platform/halls/" + Scene.HALL + "/open");
        }
        Eventually.see("the open hall", () -> early.asks("queue"), page -> !page.contains("暂停服务"));
        early.touches("首页").sees("您要办什么事").touches("取号");
        early.takesNumber();
    }
}
