package cn.ting.matter;

import cn.ting.condition.Conditions;
import cn.ting.intake.Intake;
import cn.ting.link.Documents;
import cn.ting.link.Link;
import cn.ting.link.Requests;
import cn.ting.seal.Digest;
import cn.ting.seal.TrustAnchor;
import cn.ting.time.KioskClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Keeps the catalogue what the platform last signed: the head, then the blobs this kiosk lacks, then one switch. What is
 * refused is said as a {@link MatterFault}, and the last good version stays. Everything runs on one thread of its own; the
 * link's and the clock's threads only hand work over.
 */
@Singleton
public final class CatalogueSync {

    private static final Duration GLANCE = Duration.ofSeconds(10);
    private static final int MOST_QUEUED = 256;
    private static final int MOST_BLOB_BYTES = 128 * 1024;
    private static final Logger LOG = Logger.getLogger(CatalogueSync.class);

    private final TrustAnchor anchor;
    private final CatalogueShelf shelf;
    private final CatalogueFile file;
    private final Conditions conditions;
    private final KioskClock clock;
    private final Executor worker;
    private final Intake intake;

    private CatalogueDraft draft;
    private boolean refused;
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
        this(documents, anchor, shelf, file, conditions, clock, Intake.byName(link), ownThread());
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
        this.anchor = anchor;
        this.shelf = shelf;
        this.file = file;
        this.conditions = conditions;
        this.clock = clock;
        this.worker = worker;
        this.intake = new Intake(documents, requests, clock, new Intake.Ear() {
            @Override
            public void head(byte[] envelope) {
                hand(() -> CatalogueSync.this.head(envelope));
            }

            @Override
            public void blob(String sha256, byte[] bytes) {
                hand(() -> CatalogueSync.this.blob(sha256, bytes));
            }
        });
    }

    /** A sync with a catalogue and a file of its own, for whoever keeps several kiosks in one process. */
    public static CatalogueSync alone(
            MatterSettings settings, Documents documents, TrustAnchor anchor, Conditions conditions, KioskClock clock, Link link) {
        CatalogueFile file = new CatalogueFile(settings, conditions);
        return new CatalogueSync(documents, anchor, new CatalogueShelf(file, new Catalogue(file, clock)), file, conditions, clock, link);
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
        intake.askHead();
        glance = clock.every(GLANCE, () -> hand(this::lookAround));
    }

    /** Asks for nothing more; the catalogue goes on serving. */
    public void stop() {
        glance.cancel();
        intake.leaveHead();
        hand(intake::askNoMore);
    }

    private void head(byte[] envelope) throws RefusedException {
        intake.headCame();
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
            intake.askNoMore();
            draft = shelf.draft(head, envelope);
        }
        advance();
    }

    private void refuseStale(CatalogueHead head) throws RefusedException {
        // Of a file that was thrown away because it was damaged, memory still knows the version; that one may come again.
        long known = catalogue().version().map(version -> version.number() - 1).orElse(0L);
        long newest = draft != null ? draft.head().version() : shelf.served().map(CatalogueHead::version).orElse(known);
        if (head.version() <= newest) {
            throw new RefusedException(MatterFault.OLDER, "version " + head.version() + " after " + newest);
        }
        refuseExpired(head);
    }

    private void refuseExpired(CatalogueHead head) throws RefusedException {
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
        intake.blobCame(sha256);
        shelf.keep(sha256, bytes);
        draft.arrived(sha256, shelf.held());
        advance();
    }

    /** Asks for what is missing, and switches when nothing is. */
    private void advance() throws RefusedException {
        intake.ask(draft.missing());
        if (draft.missing().isEmpty()) {
            refuseLate();
            shelf.adopt(draft);
            draft = null;
            forgiven();
            conditions.clear(MatterFault.BAD_HASH, "");
            conditions.clear(MatterFault.INCOMPLETE, "");
        }
    }

    /** Gathering it may have taken an outage. */
    private void refuseLate() throws RefusedException {
        try {
            refuseExpired(draft.head());
        } catch (RefusedException late) {
            draft = null;
            throw late;
        }
    }

    private void lookAround() throws RefusedException {
        if (file.damaged()) {
            draft = null;
            intake.askNoMore();
            shelf.renew();
            intake.askHead();
        } else if (!file.isOpen()) {
            draft = null;
            intake.askNoMore();
            shelf.restore(anchor);
            intake.askHead();
        }
        boolean waits = draft != null || refused;
        if (waits && intake.isSilent()) {
            conditions.set(draft != null, MatterFault.INCOMPLETE, "", "asked again");
            intake.askAgain();
        }
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
                intake.askNoMore();
                if (refusal.fault() == MatterFault.MALFORMED) {
                    shelf.tidy(draft);
                }
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
