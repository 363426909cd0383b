package cn.ting.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.bench.LaunchedBench;
import cn.ting.bench.Midnight;
import cn.ting.time.Eventually;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForFunctionOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A bench process with its kiosk as a child, and somebody in front of the bench page, on a screen of 1920 by 1080. Started once
 * for a class; its files stay in {@code target/stories/<name>}.
 */
final class Stage implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    static final String KIOSK = "k1";
    private static final int LONGEST_SCENE_MS = 240_000;
    /** The scene in which the kiosk is killed, and what the page with the kiosk in its frame says when that is in the midst of an answer. */
    private static final String KILLED = "power";

    private static final Pattern BROKEN_OFF = Pattern.compile("ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONTENT_LENGTH_MISMATCH|ERR_EMPTY_RESPONSE");

    private final Path directory;
    private final ObjectMapper json = new ObjectMapper();
    private final List<String> complaints = new ArrayList<>();
    private LaunchedBench bench;
    private Playwright playwright;
    private Browser browser;
    private BrowserContext context;

    Stage(String name) {
        directory = Scene.PROJECT.resolve("target/stories").resolve(name);
    }

    @Override
    public void beforeAll(ExtensionContext story) throws IOException {
        Midnight.keepClear();
        Scene.clear(directory);
        bench = LaunchedBench.withKiosk(Files.createDirectories(directory), KIOSK);
        playwright = Playwright.create();
        browser = playwright.chromium().launch(new LaunchOptions().setExecutablePath(Scene.BROWSER).setArgs(Scene.FLAGS));
        PlaywrightAssertions.setDefaultAssertionTimeout(Scene.LONGEST_LOOK_MS);
        awaitKiosk();
    }

    @Override
    public void afterEach(ExtensionContext story) {
        if (context != null) {
            context.close();
            context = null;
        }
    }

    @Override
    public void afterAll(ExtensionContext story) {
        browser.close();
        playwright.close();
        bench.close();
    }

    /** A new kiosk has neither leases nor catalogue; both come from the platform. */
    private void awaitKiosk() throws IOException {
        Eventually.see("the kiosk", () -> bench.cabinet(KIOSK), cabinet -> cabinet.path("ready").asBoolean());
        Eventually.see("a lease", () -> Scene.hasLease(directory.resolve("platform/kiosk/data/ledger.db")), given -> given);
        Page scout = page(1080, 1920);
        scout.navigate(bench.address().toString());
        scout.locator("button.start").click();
        assertThat(scout.locator("a[href='/home']").first()).isVisible();
        String guide = bench.address() + "guide";
        Eventually.see("the catalogue", () -> scout.request().get(guide).text(), html -> html.contains("/guide/matter/"));
        afterEach(null);
    }

    private Page page(int width, int height) {
        context = browser.newContext(new NewContextOptions().setViewportSize(width, height));
        context.setDefaultTimeout(Scene.LONGEST_LOOK_MS);
        Page page = context.newPage();
        complaints.clear();
        page.onConsoleMessage(this::complain);
        page.onPageError(complaints::add);
        return page;
    }

    /** What a kiosk without power leaves unanswered is no fault of a page. */
    private void complain(ConsoleMessage message) {
        if (List.of("error", "warning").contains(message.type()) && !message.text().contains("502")) {
            complaints.add(message.text());
        }
    }

    /** Opens the bench page; returns once it shows the bench. */
    Page opens(String query) {
        Page page = page(1920, 1080);
        page.navigate(bench.address() + "bench" + query);
        assertThat(page.locator("#answers")).hasText("live");
        return page;
    }

    /** Plays a scene to its end and holds it to it; returns what the scene has kept in mind, such as {@code number}. */
    JsonNode plays(String scene) throws IOException {
        Page page = opens("?pace=0&scene=" + scene);
        page.waitForFunction("() => ['done', 'failed', 'missing'].includes(document.body.dataset.scene)", null,
                new WaitForFunctionOptions().setTimeout(LONGEST_SCENE_MS));
        assertEquals("done", page.locator("body").getAttribute("data-scene"), page.locator("#ended").innerText());
        assertEquals(List.of(), complaints().stream().filter(one -> !scene.equals(KILLED) || !BROKEN_OFF.matcher(one).find()).toList());
        return json.readTree(page.locator("body").getAttribute("data-memory"));
    }

    /** What the page's console said since it was opened. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** What the bench shows under this name. */
    JsonNode look(String what) {
        try {
            return bench.get(what);
        } catch (IOException unseen) {
            throw new UncheckedIOException(unseen);
        }
    }

    JsonNode cabinet() throws IOException {
        return bench.cabinet(KIOSK);
    }

    /** The texts of the slips in the tray, each in one piece, the newest last. */
    List<String> slips() {
        List<String> slips = new ArrayList<>();
        look("cabinets/" + KIOSK + "/printer/slips").forEach(slip -> {
            List<String> lines = new ArrayList<>();
            slip.forEach(line -> lines.add(line.asText()));
            slips.add(String.join("\n", lines));
        });
        return slips;
    }
}
