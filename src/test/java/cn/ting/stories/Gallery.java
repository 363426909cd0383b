package cn.ting.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * How every page looks, in each state, language, print and panel: each is held to what is asked of every page (see {@code gallery.js}). With
 * {@code -Dting.pictures} pictures of them are kept in {@code target/pages}, at half size, with an {@code index.html} to leaf through.
 */
final class Gallery {

    /** Where the pictures are. */
    static final Path PAGES = Scene.PROJECT.resolve("target/pages");

    private static final String RULES = text("gallery.js");
    private static final String AXE = text("/axe.min.js");
    private static final Panel UPRIGHT = new Panel(1080, 1920);
    private static final Panel LYING = new Panel(1366, 768);
    /** The same drawing, larger. */
    private static final Panel LYING_LARGE = new Panel(1920, 1080);
    private static final Set<String> KEPT_LYING = Set.of("zh-plain", "zh-elder");

    /** Pictures are for people, and take a third of the time of all this. */
    private static final boolean KEEPS = System.getProperty("ting.pictures") != null;

    /** What is left to it: whatever brings a state about once more, the elders' English, and what axe-core says of English. */
    private static final boolean NIGHT = KEEPS || "nightly".equals(System.getProperty("faults"));

    private static final List<String> FAULTS = new CopyOnWriteArrayList<>();

    private final Visitor visitor;
    private final boolean english;
    private final boolean anew;
    private String language = "zh";
    private Print print = Print.PLAIN;

    private enum Print { PLAIN, ELDER }

    private record Panel(int width, int height) {
        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    private Gallery(Visitor visitor, boolean english, boolean anew) {
        this.visitor = visitor;
        this.english = english;
        this.anew = anew;
    }

    /** Of pages that are others for elders. @param visitor whose visit is in progress, in Chinese and plain print */
    static Gallery ofElders(Visitor visitor) {
        return new Gallery(visitor, true, true);
    }

    /** Of pages that are there for the asking: by day with the elders' print laid on. @param visitor as above */
    static Gallery ofPages(Visitor visitor) {
        return new Gallery(visitor, true, NIGHT);
    }

    /** Of pages whose states cards, printers and networks bring about: by day once, in Chinese. @param visitor as above */
    static Gallery ofStates(Visitor visitor) {
        return new Gallery(visitor, NIGHT, NIGHT);
    }

    /** Keeps the page at this address in every look. */
    Gallery keeps(String page, String state, String path) {
        return keeps(page, state, () -> visitor.isLedTo(path));
    }

    /** Keeps what is shown after this in every look; it is done anew for each language and print that is not a word on the page only. */
    Gallery keeps(String page, String state, Runnable show) {
        for (String wanted : english ? List.of("zh", "en") : List.of("zh")) {
            for (Print size : anew && (wanted.equals("zh") || NIGHT) ? List.of(Print.PLAIN, Print.ELDER) : List.of(Print.PLAIN)) {
                look(wanted, size);
                show.run();
                String look = wanted + "-" + size.name().toLowerCase(Locale.ROOT);
                upright(page, state, look);
                lying(page, state, look);
                if (size == Print.PLAIN) {
                    marked("large", page, state, wanted + "-large");
                }
                if (!anew && wanted.equals("zh")) {
                    marked("elder", page, state, wanted + "-elder");
                }
                visitor.page().setViewportSize(UPRIGHT.width, UPRIGHT.height);
            }
        }
        look("zh", Print.PLAIN);
        return this;
    }

    /** Keeps what is shown now, in the one look it has. */
    Gallery keepsOnly(String page, String state) {
        upright(page, state, "zh-plain");
        lying(page, state, "zh-plain");
        visitor.page().setViewportSize(UPRIGHT.width, UPRIGHT.height);
        return this;
    }

    /**
     * Large print is a word on the page and nothing else: it need not be asked for anew; nor, but for what is said otherwise there, the elders'.
     * On the panel that is there already it is first.
     */
    private void marked(String word, String page, String state, String look) {
        visitor.page().evaluate("word => document.getElementById('page').classList.add(word)", word);
        lying(page, state, look);
        upright(page, state, look);
        visitor.page().evaluate("word => document.getElementById('page').classList.remove(word)", word);
    }

    /** A picture is kept of every look. */
    private void upright(String page, String state, String look) {
        // Axe-core asks of names, roles and colours, which neither larger print nor another panel changes; sizes are asked by our own rules.
        // What it asks of the same page in English is left to the night.
        picture(file(page, state, look, UPRIGHT), UPRIGHT, true, !look.endsWith("-large") && (language.equals("zh") || NIGHT));
    }

    /** A picture is kept of some looks; the rules are held to by all. */
    private void lying(String page, String state, String look) {
        if (look.equals("zh-plain") && state.equals("ready")) {
            picture(file(page, state, look, LYING_LARGE), LYING_LARGE, true, false);
        }
        picture(file(page, state, look, LYING), LYING, KEPT_LYING.contains(look), false);
    }

    private static Path file(String page, String state, String look, Panel panel) {
        return PAGES.resolve(page + "." + state).resolve(look + "-" + panel + ".png");
    }

    private void picture(Path file, Panel panel, boolean kept, boolean axe) {
        Page page = visitor.page();
        page.setViewportSize(panel.width, panel.height);
        if (kept && KEEPS) {
            page.screenshot(new ScreenshotOptions().setPath(file).setAnimations(ScreenshotAnimations.DISABLED));
        }
        for (String fault : asked(page, "(" + RULES + ")(" + axe + ")")) {
            FAULTS.add(PAGES.relativize(file) + ": " + fault);
        }
    }

    /** What this page does not hold of what is asked of every page, axe-core's rules among it. */
    static List<String> faults(Page page) {
        return asked(page, "(" + RULES + ")(true)");
    }

    /** What axe-core has against a page that is not a resident's. */
    static List<String> violations(Page page) {
        return asked(page, """
                async () => (await axe.run(document, {resultTypes: ["violations"], iframes: false}))
                  .violations.map(rule => `${rule.id}: ${rule.nodes.map(node => node.html).join(" ")}`)
                """);
    }

    @SuppressWarnings("unchecked")
    private static List<String> asked(Page page, String question) {
        if (!(Boolean) page.evaluate("() => 'axe' in window")) {
            page.evaluate(AXE);
        }
        return new ArrayList<>((List<String>) page.evaluate(question));
    }

    /** Presses the bar's button for language and the home page's for the elders, without showing their pages. */
    private void look(String wanted, Print size) {
        if (!wanted.equals(language)) {
            press("screen/language");
        }
        if (size != print) {
            press("screen/elder");
        }
        language = wanted;
        print = size;
    }

    private void press(String control) {
        visitor.page().evaluate("""
                path => fetch("/" + path, {method: "POST", body: new URLSearchParams({path: "/help"})}).then(answer => answer.text())
                """, control);
    }

    /** Fails with everything that any page does not hold; else writes the page to leaf through, of all that is kept so far. */
    static void index() throws IOException {
        assertEquals("", String.join("\n", FAULTS));
        if (!KEEPS) {
            return;
        }
        StringBuilder html = new StringBuilder("""
                <!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Every page</title>
                <style>body{font:15px sans-serif;margin:24px;background:#f6f2ea}section{margin-bottom:32px}div{display:flex;gap:12px;overflow-x:auto}
                figure{margin:0;flex:none}img{height:360px;border:1px solid #d9d2c4;display:block}figcaption{font-size:12px}</style>
                <h1>Every page, in each state, language, print and panel</h1>
                """);
        for (Path directory : sorted(PAGES)) {
            if (Files.isDirectory(directory)) {
                html.append("<section><h2>").append(directory.getFileName()).append("</h2><div>");
                for (Path picture : sorted(directory)) {
                    String name = picture.getFileName().toString().replace(".png", "");
                    html.append("<figure><a href=\"%1$s/%2$s.png\"><img loading=\"lazy\" src=\"%1$s/%2$s.png\" alt=\"\"></a><figcaption>%2$s</figcaption></figure>"
                            .formatted(directory.getFileName(), name));
                }
                html.append("</div></section>\n");
            }
        }
        Files.writeString(PAGES.resolve("index.html"), html);
    }

    private static List<Path> sorted(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static String text(String resource) {
        try (var stream = Gallery.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
