package cn.ting.measure;

import cn.ting.figure.Page;
import cn.ting.stand.KioskOnBench;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A resident's visit, from the first touch to the end: looks for a matter in every way there is, reads what it takes, lays the
 * card, takes a number and leaves. Follows the links of the pages as they come, each visit others. For one thread.
 */
final class VisitWalk {

    private static final List<String> TYPED = List.of("社保", "医保", "身份", "驾照", "户口", "公积", "养老", "结婚", "sb", "gjj");
    private static final String WALKED_FROM = "/guide/places";
    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)\"");

    private final KioskOnBench kiosk;
    private final Page page;
    private final KioskClock clock;
    private final Duration pause;

    /** Hears of every page of a visit. */
    interface Visitor {

        /** @param name of the kind of page, one word */
        void shown(String name, Page.Shown page) throws IOException;
    }

    /** @param pause before every touch; zero or more */
    VisitWalk(KioskOnBench kiosk, Page page, KioskClock clock, Duration pause) {
        this.kiosk = kiosk;
        this.page = page;
        this.clock = clock;
        this.pause = pause;
    }

    /** Lives one visit, from loading the idle page to the page of the end. */
    void live(int visit, Visitor visitor) throws IOException, InterruptedException {
        visitor.shown("idle", page.load());
        walk(visitor, "home", () -> page.submit("/visit", ""));
        walk(visitor, "identify", () -> page.open("/queue"));
        kiosk.cabinet().reader().lay(KioskOnBench.PERSON);
        String matter = browse(visit, visitor);
        walk(visitor, "large", () -> page.submit("/screen/size", "path=" + WALKED_FROM));
        walk(visitor, "help", () -> page.open("/help?from=" + WALKED_FROM));
        walk(visitor, "english", () -> page.submit("/screen/language", "path=" + WALKED_FROM));
        page.await(heard -> heard.event().equals("go"));
        kiosk.cabinet().reader().lift();
        walk(visitor, "greeting", () -> page.open("/identify/greeting"));
        walk(visitor, "counters", () -> page.open("/queue?matter=" + matter));
        walk(visitor, "halls", () -> page.open("/queue"));
        walk(visitor, "services", () -> page.open("/queue/hall/" + KioskOnBench.HALL));
        Page.Shown ticket = walk(visitor, "ticket", () -> page.submit("/queue/take", KioskOnBench.TAKE));
        if (!ticket.path().equals("/queue/ticket")) {
            throw new IOException("no number was given");
        }
        walk(visitor, "now", () -> page.part("/queue/ticket/now", "now"));
        walk(visitor, "end", () -> page.submit("/visit/end", ""));
    }

    /** Looks for a matter in every way; returns the id of the one that was read. */
    private String browse(int visit, Visitor visitor) throws IOException, InterruptedException {
        Page.Shown guide = walk(visitor, "guide", () -> page.open("/guide"));
        String typed = URLEncoder.encode(TYPED.get(visit % TYPED.size()), StandardCharsets.UTF_8);
        walk(visitor, "found", () -> page.part("/guide/found?q=" + typed, "found"));
        Page.Shown theme = walk(visitor, "theme", () -> page.open(link(guide, "/guide/theme/", visit)));
        Page.Shown matter = walk(visitor, "matter", () -> page.open(link(theme, "/guide/matter/", visit)));
        walk(visitor, "laws", () -> page.open(matter.path() + "/laws"));
        for (List<String> way : List.of(List.of("events", "event"), List.of("packages", "package"), List.of("bodies", "body"))) {
            String path = "/guide/" + way.get(0);
            Page.Shown list = walk(visitor, way.get(0), () -> page.open(path));
            walk(visitor, way.get(1), () -> page.open(link(list, path + "/", visit)));
        }
        walk(visitor, "places", () -> page.open(WALKED_FROM));
        return matter.path().substring(matter.path().lastIndexOf('/') + 1);
    }

    /** A touch. */
    private interface Touch {
        Page.Shown of() throws IOException;
    }

    private Page.Shown walk(Visitor visitor, String name, Touch touch) throws IOException, InterruptedException {
        clock.pause(pause);
        Page.Shown shown = touch.of();
        visitor.shown(name, shown);
        return shown;
    }

    /** The paths below this kiosk that a page leads to or refers to, in its order. */
    static List<String> links(Page.Shown page) {
        return LINK.matcher(page.html()).results().map(found -> found.group(1).replace("&amp;", "&")).distinct().toList();
    }

    private static String link(Page.Shown page, String begins, int visit) throws IOException {
        List<String> links = links(page).stream().filter(path -> path.startsWith(begins)).toList();
        if (links.isEmpty()) {
            throw new IOException(page.path() + " leads nowhere below " + begins);
        }
        return links.get(visit % links.size());
    }
}
