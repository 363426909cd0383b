package cn.ting.measure;

import cn.ting.bench.Bench;
import cn.ting.bench.BenchPlan;
import cn.ting.bench.LaunchedKiosk;
import cn.ting.catalogue.CatalogueContent;
import cn.ting.catalogue.CataloguePublisher;
import cn.ting.catalogue.Publication;
import cn.ting.catalogue.SyntheticMatters;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Page;
import cn.ting.figure.Sample;
import cn.ting.mileage.BareClient;
import cn.ting.mileage.MosquittoBroker;
import cn.ting.mileage.WireBytes;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A catalogue of ten thousand matters on its way to the release: from the head's being published, its blobs lying at the broker as the
 * contract asks, to a matter of it found on the kiosk's page; and then one matter's change, and what of it passes on the kiosk's line.
 * The page is asked again and again, which the kiosk has to do beside it: every few milliseconds where milliseconds are measured, and less
 * often where it is seconds, so that it is not the asking that is measured.
 */
final class CatalogueArriving implements Benchmark {

    private static final long SEED = 20_261_126;
    private static final int MATTERS = 10_000;
    private static final int EDITS = 9;
    private static final double LIMIT_FULL_S = 5;
    private static final double LIMIT_PAGE_MS = 300;
    private static final double LIMIT_PAGE_KIB = 64;
    private static final String KIOSK = "k1";
    private static final String NO_PORT = "127.0.0.1:0\"";
    private static final int DISCARD = 9;
    private static final String ROOT = "ting/1/fengshui/";
    private static final String FOUND = "/guide/matter/";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration GLANCE = Duration.ofMillis(5);
    private static final Duration GLANCE_AT_ALL = Duration.ofMillis(25);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final KioskClock clock;

    CatalogueArriving(KioskClock clock) {
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("catalogue.full", "catalogue.page");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        CatalogueContent content = new SyntheticMatters(SEED).content(MATTERS);
        // Never started: it lends its pen, and its devices have no ports.
        try (Bench bench = new Bench(BenchPlan.free(List.of(KIOSK), directory), clock);
                MosquittoBroker broker = new MosquittoBroker(directory, clock);
                LaunchedKiosk kiosk = new LaunchedKiosk(directory.resolve("kiosk"), bench, KIOSK, "");
                BareClient platform = new BareClient(broker.platformAddress(), "editors", (topic, payload) -> {})) {
            kiosk.rewrite(config -> lonely(config.replace(bench.broker().address().toString(), broker.address().toString())));
            kiosk.start();
            CataloguePublisher publisher = new CataloguePublisher(bench.platform()::sign);
            ObjectNode edited = content.matters().get(MATTERS / 2).page();
            Publication last = publish(publisher, content, edited, 1, platform, new Publication(0, Map.of(), Map.of()));
            Duration full;
            try (Page page = new Page(http, URI.create(kiosk.page()), clock)) {
                page.load();
                page.submit("/visit", "");
                full = found(page, platform, last, GLANCE_AT_ALL);
            }
            Sample searchable = new Sample();
            Sample bytes = new Sample();
            for (int edit = 2; edit < EDITS + 2; edit++) {
                last = publish(publisher, content, edited, edit, platform, last);
                try (Page page = new Page(http, URI.create(kiosk.page()), clock)) {
                    page.load();
                    page.submit("/visit", "");
                    long before = WireBytes.to(broker.port());
                    searchable.add(found(page, platform, last, GLANCE));
                    bytes.add((WireBytes.to(broker.port()) - before) / 1024.0);
                }
            }
            return List.of(
                    new Figure("catalogue.full", full.toNanos() / 1e9, "s", LIMIT_FULL_S),
                    new Figure("catalogue.page", searchable.median(), "ms", LIMIT_PAGE_MS),
                    new Figure("catalogue.page.p90", searchable.percentile(90), "ms", LIMIT_PAGE_MS),
                    new Figure("catalogue.page.wire", bytes.percentile(100), "KiB", LIMIT_PAGE_KIB));
        }
    }

    /** Gives each device a port of its own at which nothing hangs: that of discard and those behind it. */
    private static String lonely(String config) {
        String given = config;
        for (int port = DISCARD; given.contains(NO_PORT); port++) {
            given = given.replaceFirst(Pattern.quote(NO_PORT), "127.0.0.1:" + port + "\"");
        }
        return given;
    }

    /** Publishes all blobs that were not there before; the head waits. */
    private Publication publish(CataloguePublisher publisher, CatalogueContent content, ObjectNode edited, int version, BareClient platform,
            Publication before) throws Exception {
        edited.put("title", title(version));
        Publication next = publisher.publish(content, version, clock.instant());
        for (Map.Entry<String, byte[]> document : next.movedSince(before).documents().entrySet()) {
            if (!document.getKey().equals(Publication.HEAD)) {
                platform.publish(ROOT + document.getKey(), document.getValue(), true);
            }
        }
        // Until the last is answered: what follows is timed.
        clock.pause(Duration.ofSeconds(1));
        return next;
    }

    /** A name that no other matter has. */
    private static String title(long version) {
        return "里程测量第" + version + "号";
    }

    private Duration found(Page page, BareClient platform, Publication version, Duration glance) throws Exception {
        String question = "/guide/found?q=" + URLEncoder.encode(title(version.version()), StandardCharsets.UTF_8);
        Duration began = clock.uptime();
        platform.publish(ROOT + Publication.HEAD, version.head(), true);
        while (!page.part(question, "found").html().contains(FOUND)) {
            if (clock.uptime().minus(began).compareTo(PATIENCE) > 0) {
                throw new IOException("version " + version.version() + " is not in force");
            }
            clock.pause(glance);
        }
        return clock.uptime().minus(began);
    }
}
