package cn.ting.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.picture.QrEye;
import cn.ting.time.Eventually;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A person at the kiosk, who touches its page, lays a card on its reader, and looks. Every look waits for what shall be
 * there, at most a minute.
 */
final class Visitor {

    private static final ContainsTextOptions SHOWN = new ContainsTextOptions().setUseInnerText(true);

    private static final int MOST_KEYS = 120;

    private final Page page;
    private final String address;
    private final Scene scene;

    /** The idle page is loaded, and hears the kiosk. */
    Visitor(Page page, String address, Scene scene) {
        this.page = page;
        this.address = address;
        this.scene = scene;
        reload();
    }

    /** The browser loads the idle page anew, as after its restart. */
    Visitor reload() {
        page.waitForResponse(answer -> answer.url().endsWith("/screen/events"), () -> page.navigate(address));
        return isIdle();
    }

    /** Loads an address below the kiosk's. */
    Visitor goes(String path) {
        page.navigate(address + path);
        return this;
    }

    /** Is shown another page in place of this one, as by a touch. */
    Visitor isLedTo(String path) {
        page.evaluate("""
                path => new Promise(shown => {
                  // Pushes swap parts of a page meanwhile; this waits for the page itself.
                  const settled = event => {
                    if (event.detail.target?.id === "page" || event.target?.id === "page") {
                      document.removeEventListener("htmx:afterSettle", settled);
                      shown();
                    }
                  };
                  document.addEventListener("htmx:afterSettle", settled);
                  show(path);
                })
                """, "/" + path);
        return this;
    }

    /** Touches the idle page. */
    Visitor begins() {
        page.locator("button.start").click();
        return sees("您要办什么事");
    }

    /** Touches a button or a link by what stands on it. */
    Visitor touches(String words) {
        button(words).click();
        return this;
    }

    private Locator button(String words) {
        return page.locator("a:visible, button:visible").filter(new Locator.FilterOptions().setHasText(words)).first();
    }

    /** Touches twice as fast as a finger can. */
    Visitor touchesTwice(String words) {
        button(words).dblclick();
        return this;
    }

    /** Takes a number three times at once, as a page would whose button is hammered. */
    Visitor tapsTogether(String hall, String service) {
        page.evaluate("""
                form => Promise.all([1, 2, 3].map(() => fetch("/queue/take", {method: "POST", body: new URLSearchParams(form)})))
                """, Map.of("hall", hall, "service", service));
        return this;
    }

    /** Sends a form as a page would and shows the answer. */
    Visitor posts(String path, Map<String, String> form) {
        page.waitForNavigation(() -> page.evaluate("""
                ([path, form]) => {
                  const sent = document.createElement("form");
                  Object.assign(sent, {method: "post", action: "/" + path});
                  for (const [name, value] of Object.entries(form)) {
                    sent.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
                  }
                  document.documentElement.append(sent);
                  HTMLFormElement.prototype.submit.call(sent);
                }
                """, List.of(path, form)));
        return this;
    }

    /** Asks the kiosk for a page without showing it. */
    String asks(String path) {
        return page.request().get(address + path).text();
    }

    /** How often this device has been of use so far. */
    int uses(String device) {
        Matcher uses = Pattern.compile("\"name\":\"" + device + "\".*?\"uses\":(\\d+)").matcher(asks("technician/devices"));
        assertTrue(uses.find(), device);
        return Integer.parseInt(uses.group(1));
    }

    /** Goes on with the tabulator to what these words stand on, seeing where it is, and presses Enter. */
    Visitor keysTo(String words) {
        for (int press = 0; press < MOST_KEYS; press++) {
            page.keyboard().press("Tab");
            // Asked for in one go: a page that is swapped in meanwhile moves the focus to its heading.
            String outline = (String) page.evaluate("""
                    words => {
                      const focused = document.activeElement;
                      return focused.matches("a, button") && focused.textContent.includes(words) ? getComputedStyle(focused).outlineStyle : null;
                    }
                    """, words);
            if (outline != null) {
                assertEquals("solid", outline, "where the keys are is seen on " + words);
                page.keyboard().press("Enter");
                return this;
            }
        }
        throw new AssertionError("no key leads to " + words);
    }

    /** Takes back the warning, as its button does. */
    Visitor asksForMoreTime() {
        page.request().post(address + "screen/more-time");
        return this;
    }

    /** Presses letter keys of the page. */
    Visitor presses(String letters) {
        letters.chars().forEach(letter -> page.locator("[data-key='" + (char) letter + "']").click());
        return this;
    }

    /** Types on a real keyboard, with whatever input method. */
    Visitor types(String words) {
        page.locator("[data-keyed]").fill("");
        page.locator("[data-keyed]").focus();
        page.keyboard().insertText(words);
        return this;
    }

    /** Lays a card on a reader that has seen that none lies there, where it can see: what lies there before its first looks it leaves alone. */
    Visitor lays(String person) {
        Eventually.see("a reader that looks", () -> scene.reader(), reader -> reader.path("missed").asBoolean()
                || reader.path("muted").asBoolean() || !reader.path("plugged").asBoolean() || !reader.path("card").asText().isEmpty());
        scene.cabinet("card/lay?person=" + person);
        return this;
    }

    Visitor lifts() {
        scene.cabinet("card/lift");
        return this;
    }

    /** The reader has looked for the card that was lifted, in vain. */
    void isMissed() {
        Eventually.see("a reader that looks in vain", scene::reader, reader -> reader.path("missed").asBoolean());
    }

    /** Lays a card, is greeted, takes it back and goes on to the halls. */
    Visitor identifies(String person) {
        touches("取号");
        sees("请把身份证平放");
        return lays(person).sees("您好").lifts().touches("继续").sees("去哪个大厅");
    }

    /** Takes a number at the hall that never closes; returns it as shown. */
    String takesNumber() {
        touches("沣水公园24小时便民服务站").touches("社会保险");
        return number();
    }

    /** The number on the page. */
    String number() {
        assertThat(page.locator(".digits")).isVisible();
        return page.locator(".digits").innerText();
    }

    /** The code on the page is whole without a touch, for whoever photographs the screen. */
    Visitor seesTheWholeCode() {
        Eventually.see("a whole code", () -> page.evaluate("""
                () => document.querySelector(".qr svg")?.getBoundingClientRect().bottom <= document.querySelector("main")?.getBoundingClientRect().bottom
                """), Boolean.TRUE::equals);
        return this;
    }

    /** What the code on the page says to a telephone. */
    String scans() throws IOException {
        return QrEye.read(Eventually.see("a code", this::code, Objects::nonNull));
    }

    /** Null if a push replaced that part of the page while it was looked at. */
    private byte[] code() {
        try {
            return page.locator(".qr").screenshot();
        } catch (PlaywrightException swapped) {
            if (swapped.getMessage().contains("not attached")) {
                return null;
            }
            throw swapped;
        }
    }

    Visitor sees(String words) {
        assertThat(page.locator("body")).containsText(words, SHOWN);
        return this;
    }

    Visitor seesNo(String words) {
        assertThat(page.locator("body")).not().containsText(words);
        return this;
    }

    Visitor isIdle() {
        assertThat(page.locator("button.start")).isVisible();
        return this;
    }

    /** Keeps how the page looks now, in {@code target/pages}, and holds it to what is asked of every page. */
    Visitor photographs(String name) {
        Eventually.see(name + " as every page has to be", () -> Gallery.faults(page), List::isEmpty);
        page.screenshot(new ScreenshotOptions().setPath(Gallery.PAGES.resolve(Path.of(name + ".png"))));
        return this;
    }

    /** What the page holds now, shown or not. */
    String html() {
        return page.content();
    }

    /** For what no other word of this vocabulary says. */
    Page page() {
        return page;
    }
}
