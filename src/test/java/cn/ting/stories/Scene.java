package cn.ting.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.bench.LaunchedBench;
import cn.ting.bench.LaunchedKiosk;
import cn.ting.bench.Midnight;
import cn.ting.link.ContractEar;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import cn.ting.time.Eventually;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where the stories of one class play: a bench process, one kiosk process of the release, and a headless browser, started
 * once for the class. Its files stay in {@code target/stories/<name>}.
 */
final class Scene implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    static final Path PROJECT = Path.of(System.getProperty("project.root", "."));
    /** The hall that never closes; the stories do not ask what day it is. */
    static final String HALL = "fengshui-park-station";
    static final String SERVICE = "social-insurance";

    static final String KIOSK = "k1";

    /** For whatever a browser does and a page shall show. */
    static final int LONGEST_LOOK_MS = 60_000;

    private static final Logger LOG = Logger.getLogger(Scene.class);
    private static final List<String> HEARD = List.of(
            "up/fact", "up/birth", "up/health", "down/receipt", "down/lease", "down/naming", "platform/state", "catalogue/head", "/board");
    /** Chromium without a window's machinery, which starts and draws in less time; the pages are the same. */
    static final Path BROWSER = Path.of("/usr/bin/chromium-headless-shell");
    static final List<String> FLAGS = List.of(
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync");

    private final Path directory;
    private final UnaryOperator<String> settings;
    private final Map<String, String> surroundings;
    private final List<BrowserContext> open = new ArrayList<>();
    private LaunchedBench bench;
    private ContractEar ear;
    private LaunchedKiosk kiosk;
    private Playwright playwright;
    private Browser browser;

    Scene(String name) {
        this(name, UnaryOperator.identity());
    }

    /** @param settings changes the kiosk's device-config before its start */
    Scene(String name, UnaryOperator<String> settings) {
        this(name, settings, Map.of());
    }

    /** @param surroundings what else the kiosk finds in its environment */
    Scene(String name, UnaryOperator<String> settings, Map<String, String> surroundings) {
        this.surroundings = surroundings;
        this.directory = PROJECT.resolve("target/stories").resolve(name);
        this.settings = settings;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Midnight.keepClear();
        clear(directory);
        bench = new LaunchedBench(Files.createDirectories(directory), KIOSK);
        ear = ear(bench);
        kiosk = new LaunchedKiosk(directory.resolve("kiosk"), bench, KIOSK, "");
        kiosk.rewrite(settings);
        kiosk.with(surroundings).start();
        playwright = Playwright.create();
        browser = playwright.chromium().launch(new LaunchOptions().setExecutablePath(BROWSER).setArgs(FLAGS));
        PlaywrightAssertions.setDefaultAssertionTimeout(LONGEST_LOOK_MS);
        awaitLeaseAndCatalogue();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        open.forEach(BrowserContext::close);
        open.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        try {
            if (ear != null) {
                assertEquals(List.of(), ear.breaches(), "sent against the written contract");
                assertTrue(ear.kinds().containsAll(HEARD), "heard were only " + ear.kinds());
            }
        } finally {
            for (AutoCloseable part : new AutoCloseable[] {ear, browser, playwright, kiosk, bench}) {
                close(part);
            }
        }
    }

    /** Everything these stories send is held to the written contract. */
    private static ContractEar ear(LaunchedBench bench) throws IOException {
        try {
            // At the platform's door, which stays open while the link is cut.
            return new ContractEar("tcp://127.0.0.1:" + bench.get("state").path("platformPort").asInt());
        } catch (MqttException deaf) {
            throw new IOException(deaf);
        }
    }

    /** Someone comes to the kiosk, whose browser has just loaded the idle page. */
    Visitor visitor() {
        return visitorAt(kiosk);
    }

    /** The same at another kiosk. */
    Visitor visitorAt(LaunchedKiosk kiosk) {
        return visitorAt(kiosk, 1);
    }

    /** Someone whose page is drawn at half its size, for pictures by the hundred: what is measured on it stays the same. */
    Visitor model() {
        return modelAt(kiosk);
    }

    /** The same at another kiosk. */
    Visitor modelAt(LaunchedKiosk kiosk) {
        return visitorAt(kiosk, 0.5);
    }

    private Visitor visitorAt(LaunchedKiosk kiosk, double scale) {
        NewContextOptions size = new NewContextOptions().setViewportSize(1080, 1920).setDeviceScaleFactor(scale);
        // A page drawn for its measures is where it will be at once: nobody waits for hundreds of pages to glide in.
        BrowserContext context = browser.newContext(scale < 1 ? size.setReducedMotion(ReducedMotion.REDUCE) : size);
        context.setDefaultTimeout(LONGEST_LOOK_MS);
        open.add(context);
        return new Visitor(context.newPage(), kiosk.page(), this);
    }

    /** A kiosk on the same cabinet that has never been started. */
    LaunchedKiosk anotherKiosk(String name) throws IOException {
        return anotherKiosk(name, "");
    }

    /** @param settings more lines of its device-config */
    LaunchedKiosk anotherKiosk(String name, String settings) throws IOException {
        return new LaunchedKiosk(directory.resolve(name), bench, KIOSK, settings);
    }

    LaunchedBench bench() {
        return bench;
    }

    LaunchedKiosk kiosk() {
        return kiosk;
    }

    Path directory() {
        return directory;
    }

    /** Moves a hand of the bench. */
    void move(String hand) {
        try {
            bench.post(hand);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Moves a hand of the kiosk's cabinet, such as {@code printer/paper-out}. */
    void cabinet(String hand) {
        move("cabinets/" + KIOSK + "/" + hand);
    }

    /** How the reader of ID cards is. */
    JsonNode reader() {
        return look("state").findValue("reader");
    }

    /** What has come out of the printer, each slip as its lines of text. */
    List<String> slips() {
        List<String> slips = new ArrayList<>();
        look("cabinets/" + KIOSK + "/printer/slips").forEach(slip -> slips.add(
                String.join("\n", texts(slip))));
        return slips;
    }

    /** A slip as it looks. */
    byte[] slipPicture(int n) throws IOException {
        return bench.picture("cabinets/" + KIOSK + "/printer/slips/" + n);
    }

    /** The facts of one visit as the platform stored them, in the order in which they came. */
    List<JsonNode> factsOf(String visit) {
        return facts().stream().filter(fact -> fact.path("data").path("visit").asText().equals(visit)).toList();
    }

    /** Every fact the platform stored. */
    List<JsonNode> facts() {
        List<JsonNode> facts = new ArrayList<>();
        look("platform/facts").forEach(facts::add);
        return facts;
    }

    /** Waits until the platform has stored the facts of the visit that took this number, up to its end; returns them. */
    List<JsonNode> wholeVisit(String number) {
        String visit = ticket(number).path("visit").asText();
        return Eventually.see("the end of the visit with " + number, () -> factsOf(visit), facts -> facts.stream().anyMatch(is("visit.ended")));
    }

    /** Waits until the platform has stored the giving of this number; returns what it stored. */
    JsonNode ticket(String number) {
        return Eventually.see(number + " at the platform", () -> issued(number), Optional::isPresent).orElseThrow().path("data");
    }

    private Optional<JsonNode> issued(String number) {
        return facts().stream().filter(is("queue.ticket-issued"))
                .filter(fact -> fact.path("data").path("number").asText().equals(number)).findFirst();
    }

    /** The codes of what is wrong at the kiosk, as the platform knows it. */
    List<String> conditions() {
        List<String> codes = new ArrayList<>();
        for (JsonNode known : look("state").path("kiosks")) {
            known.path("health").path("conditions").forEach(condition -> codes.add(condition.path("code").asText()));
        }
        return codes;
    }

    /** Waits until this, in any order, is what the platform knows to be wrong at the kiosk. */
    void awaitConditions(List<String> codes) {
        Set<String> wanted = Set.copyOf(codes);
        Eventually.see("conditions " + wanted, this::conditions, known -> wanted.equals(Set.copyOf(known)));
    }

    /** What the bench shows under this name. */
    JsonNode look(String what) {
        try {
            return bench.get(what);
        } catch (IOException unseen) {
            throw new UncheckedIOException(unseen);
        }
    }

    /** A new kiosk has neither; both come from the platform, and then the time, by which it says until when a matter is done. */
    private void awaitLeaseAndCatalogue() {
        Eventually.see("a lease", () -> hasLease(kiosk.data().resolve("ledger.db")), given -> given);
        Visitor scout = visitor().begins();
        Eventually.see("the catalogue", () -> scout.goes("guide").html(), html -> html.contains("/guide/matter/"));
        Eventually.see("the time", () -> scout.asks("guide/matter/social-card-apply"), html -> html.contains("最晚"));
        afterEach(null);
    }

    /** A kiosk shows its page first, and opens its ledger, or makes one, half a second later at the earliest. */
    static boolean hasLease(Path ledger) {
        try {
            return Ledger.readOnly(ledger, tx -> {
                try (PreparedStatement count = tx.prepare("SELECT count(*) FROM lease WHERE hall = ? AND service = ?")) {
                    count.setString(1, HALL);
                    count.setString(2, SERVICE);
                    try (ResultSet row = count.executeQuery()) {
                        return row.next() && row.getInt(1) > 0;
                    }
                }
            });
        } catch (LedgerException notYet) {
            return false;
        }
    }

    private static Predicate<JsonNode> is(String type) {
        return fact -> fact.path("type").asText().equals(type);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static void close(AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception late) {
            LOG.warn("a part of the scene does not end in order", late);
        }
    }

    /** Deletes what an earlier run has left there. */
    static void clear(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
