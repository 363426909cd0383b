package cn.ting.matter;

import cn.ting.condition.Conditions;
import cn.ting.link.Documents;
import cn.ting.link.Link;
import cn.ting.link.Requests;
import cn.ting.seal.Digest;
import cn.ting.seal.TrustAnchor;
import cn.ting.time.KioskClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Keeps the catalogue what the platform last signed: the head, then the blobs this kiosk lacks, then one switch. What is
 * refused is said as a {@link MatterFault}, and the last good version stays. Everything runs on one thread of its own; the
 * link's and the clock's threads only hand work over.
 */
@Singleton
public final class CatalogueSync {

    static final String HEAD = "catalogue/head";
    static final String BLOB = "catalogue/blob/";
    /** Silence after which the platform is asked again. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration GLANCE = Duration.ofSeconds(10);
    /** Half of what the link receives at a time: a broker may forget a retained document it had to hold back (Artemis does). */
    private static final int MOST_ASKED = 64;
    /** More are asked for when no more than this many are awaited: brokers take long over each change of subscriptions. */
    private static final int FEW_ASKED = 24;
    /** Asked for by name once the broker has been silent twice: it may have lost what the platform still has. */
    private static final int MOST_REQUESTED = 8;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(25);
    private static final int MOST_QUEUED = 256;
    private static final int MOST_BLOB_BYTES = 128 * 1024;
    private static final Logger LOG = Logger.getLogger(CatalogueSync.class);

    private final Documents documents;
    private final TrustAnchor anchor;
    private final CatalogueShelf shelf;
    private final CatalogueFile file;
    private final Conditions conditions;
    private final KioskClock clock;
    private final Function<String, CompletableFuture<Requests.Reply>> requests;
    private final Executor worker;

    private final Set<String> asked = new LinkedHashSet<>();
    /** Came, and is still subscribed to. */
    private final Set<String> answered = new LinkedHashSet<>();
    private CatalogueDraft draft;
    private boolean refused;
    private int silences;
    private Duration heard = Duration.ZERO;
    private KioskClock.Alarm glance = () -> {};

    @Inject
    CatalogueSync(
            Documents documents,
            TrustAnchor anchor,
            CatalogueShelf shelf,
            CatalogueFile file,
            Conditions conditions,
            KioskClock clock,
            Link link) {
        this(documents, anchor, shelf, file, conditions, clock, sha256 -> request(link, sha256), ownThread());
    }

    CatalogueSync(
            Documents documents,
            TrustAnchor anchor,
            CatalogueShelf shelf,
            CatalogueFile file,
            Conditions conditions,
            KioskClock clock,
            Function<String, CompletableFuture<Requests.Reply>> requests,
            Executor worker) {
        this.documents = documents;
        this.anchor = anchor;
        this.shelf = shelf;
        this.file = file;
        this.conditions = conditions;
        this.clock = clock;
        this.requests = requests;
        this.worker = worker;
    }

    /** A sync with a catalogue and a file of its own, for whoever keeps several kiosks in one process. */
    public static CatalogueSync alone(
            MatterSettings settings, Documents documents, TrustAnchor anchor, Conditions conditions, KioskClock clock, Link link) {
        CatalogueFile file = new CatalogueFile(settings, conditions);
        return new CatalogueSync(documents, anchor, new CatalogueShelf(file, new Catalogue(file)), file, conditions, clock, link);
    }

    /** What is kept up to date. */
    public Catalogue catalogue() {
        return shelf.catalogue();
    }

    /**
     * Begins to serve what the last run left, and asks for the head. Returns at once: every stored page is proven anew, and
     * the first page of a start does not wait for that.
     */
    public void start() {
        hand(() -> shelf.restore(anchor));
        askHead();
        glance = clock.every(GLANCE, () -> hand(this::lookAround));
    }

    /** Asks for nothing more; the catalogue goes on serving. */
    public void stop() {
        glance.cancel();
        documents.unsubscribe(HEAD);
        hand(this::askNoMore);
    }

    private void head(byte[] envelope) throws RefusedException {
        heard = clock.uptime();
        if (envelope.length == 0) {
            return; // a head that was cleared takes nothing away
        }
        CatalogueHead head = CatalogueHead.open(envelope, anchor);
        boolean wanted = draft != null && draft.head().equals(head);
        if (!wanted && shelf.served().filter(head::equals).isPresent()) {
            forgiven();
            return;
        }
        if (!wanted) {
            refuseStale(head);
            forgiven();
            askNoMore();
            draft = shelf.draft(head, envelope);
            silences = 0;
        }
        advance();
    }

    private void refuseStale(CatalogueHead head) throws RefusedException {
        long newest = draft != null ? draft.head().version() : shelf.served().map(CatalogueHead::version).orElse(0L);
        if (head.version() <= newest) {
            throw new RefusedException(MatterFault.OLDER, "version " + head.version() + " after " + newest);
        }
        // A clock that has lost the time, or a platform's that is behind, must not make an old head fresh: it is later than all that was
        // signed and believed. One that is trusted knows better than a head that was dated wrongly. One ahead of the truth must not make a
        // fresh head old: the platform has told the time on the way on which the head came.
        Instant issued = clock.trusted() ? Instant.MIN : shelf.served().map(CatalogueHead::issuedAt).orElse(Instant.MIN);
        Instant now = Stream.of(clock.best(), anchor.now(), issued)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        if (!head.expires().isAfter(now)) {
            throw new RefusedException(MatterFault.EXPIRED, "version " + head.version() + " expired " + head.expires());
        }
    }

    private void blob(String sha256, byte[] bytes) throws RefusedException {
        if (draft == null || !draft.missing().contains(sha256) || bytes.length == 0) {
            return; // late, or cleared
        }
        if (bytes.length > MOST_BLOB_BYTES || !Digest.sha256Hex(bytes).equals(sha256)) {
            throw new RefusedException(MatterFault.BAD_HASH, "what came as " + sha256 + " is something else");
        }
        heard = clock.uptime();
        silences = 0;
        shelf.keep(sha256, bytes);
        asked.remove(sha256);
        answered.add(sha256);
        draft.arrived(sha256, shelf.held());
        advance();
    }

    /** Asks for what is missing, and switches when nothing is. */
    private void advance() throws RefusedException {
        if (asked.size() <= FEW_ASKED) {
            askMore();
        }
        if (draft.missing().isEmpty()) {
            shelf.adopt(draft);
            draft = null;
            forgiven();
            conditions.clear(MatterFault.BAD_HASH, "");
            conditions.clear(MatterFault.INCOMPLETE, "");
        }
    }

    private void askMore() {
        Map<String, Documents.Reader> next = new LinkedHashMap<>();
        for (String sha256 : draft.missing()) {
            if (asked.size() >= MOST_ASKED) {
                break;
            }
            if (asked.add(sha256)) {
                next.put(BLOB + sha256, reader(sha256));
            }
        }
        documents.exchange(topics(answered), next);
        answered.clear();
    }

    private void lookAround() throws RefusedException {
        if (file.damaged()) {
            draft = null;
            askNoMore();
            shelf.renew();
            askHead();
        } else if (!file.isOpen()) {
            draft = null;
            askNoMore();
            shelf.restore(anchor);
            askHead();
        }
        boolean waits = draft != null || refused;
        if (waits && clock.uptime().minus(heard).compareTo(PATIENCE) >= 0) {
            heard = clock.uptime();
            conditions.set(draft != null, MatterFault.INCOMPLETE, "", "asked again");
            askHead();
            askAgain();
            silences++;
            if (silences > 1) {
                asked.stream().limit(MOST_REQUESTED).toList().forEach(this::request);
            }
        }
    }

    private void request(String sha256) {
        requests.apply(sha256).thenAccept(reply -> {
            if (reply instanceof Requests.Reply.Answered answered) {
                hand(() -> blob(sha256, answered.data()));
            }
        });
    }

    private static CompletableFuture<Requests.Reply> request(Link link, String sha256) {
        return link.requests().ask("catalogue.blob", ("{\"sha256\":\"" + sha256 + "\"}").getBytes(StandardCharsets.UTF_8), ANSWER_WITHIN);
    }

    /** Asking again brings the retained document again. */
    private void askHead() {
        documents.subscribe(HEAD, document -> hand(() -> head(document.payload())));
    }

    private void askAgain() {
        documents.exchange(List.of(), asked.stream().collect(Collectors.toMap(sha256 -> BLOB + sha256, this::reader)));
    }

    private Documents.Reader reader(String sha256) {
        return document -> hand(() -> blob(sha256, document.payload()));
    }

    private void askNoMore() {
        asked.addAll(answered);
        documents.exchange(topics(asked), Map.of());
        asked.clear();
        answered.clear();
    }

    private static List<String> topics(Set<String> blobs) {
        return blobs.stream().map(sha256 -> BLOB + sha256).toList();
    }

    private void forgiven() {
        refused = false;
        for (MatterFault fault : List.of(
                MatterFault.BAD_SIGNATURE, MatterFault.OLDER, MatterFault.EXPIRED, MatterFault.MALFORMED)) {
            conditions.clear(fault, "");
        }
    }

    /** A piece of work that may refuse what came. */
    @FunctionalInterface
    private interface Work {
        void run() throws RefusedException;
    }

    private void hand(Work work) {
        worker.execute(() -> guarded(work));
    }

    private void guarded(Work work) {
        try {
            work.run();
        } catch (RefusedException refusal) {
            refused = true;
            conditions.raise(refusal.fault(), "", refusal.getMessage());
            // What the file took or gave only in part is begun again too, with the blobs that lie there.
            boolean spent = refusal.fault() == MatterFault.MALFORMED || refusal.fault() == MatterFault.STORE_FAILED;
            if (spent && draft != null) {
                askNoMore();
                draft = null;
            }
        } catch (RuntimeException bug) {
            LOG.error("the catalogue's sync failed", bug);
        }
    }

    /** A document that finds the queue full is dropped: what is missing is asked for again. */
    private static Executor ownThread() {
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_QUEUED),
                task -> {
                    Thread thread = new Thread(task, "ting-catalogue");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        one.allowCoreThreadTimeOut(true);
        return one;
    }
}
