package cn.ting.command;

import cn.ting.command.CommandFact.Outcome;
import cn.ting.condition.Conditions;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.Verdict;
import cn.ting.link.Document;
import cn.ting.link.Documents;
import cn.ting.outbox.Outbox;
import cn.ting.seal.BadSealException;
import cn.ting.seal.TrustAnchor;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.LedgerException;
import cn.ting.time.KioskClock;
import cn.ting.visit.Acts;
import cn.ting.visit.Visits;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Does what the platform's list of open commands says. The list is whole, so nothing is lost with a connection: a command stays on it until
 * its answer was receipted, and one that is no longer on it is not begun any more.
 *
 * <p>Commands are begun on one thread of their own, one after the other. While nobody has confirmed the clock none is, since nobody could
 * tell whether it is too late.
 */
@Singleton
public final class Commands {

    private static final Logger LOG = Logger.getLogger(Commands.class);

    /** How long a command waits at most once what it waited for is over. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    private final Documents documents;
    private final TrustAnchor anchor;
    private final PlaceSettings place;
    private final Outbox outbox;
    private final Visits visits;
    private final Acts acts;
    private final Function<String, Optional<CompletableFuture<Verdict>>> selfTests;
    private final CommandBook book;
    private final Conditions conditions;
    private final KioskClock clock;
    private final ThreadPoolExecutor doing = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), task -> new Thread(task, "ting-command"),
            new ThreadPoolExecutor.DiscardPolicy());
    private Runnable restart = () -> {};
    private volatile List<Command> open = List.of();

    @Inject
    public Commands(Documents documents, TrustAnchor anchor, PlaceSettings place, Outbox outbox, Visits visits, Acts acts,
            Inventory inventory, CommandBook book, Conditions conditions, KioskClock clock) {
        this(documents, anchor, place, outbox, visits, acts, inventory::selfTest, book, conditions, clock);
    }

    Commands(Documents documents, TrustAnchor anchor, PlaceSettings place, Outbox outbox, Visits visits, Acts acts,
            Function<String, Optional<CompletableFuture<Verdict>>> selfTests, CommandBook book, Conditions conditions,
            KioskClock clock) {
        this.documents = documents;
        this.anchor = anchor;
        this.place = place;
        this.outbox = outbox;
        this.visits = visits;
        this.acts = acts;
        this.selfTests = selfTests;
        this.book = book;
        this.conditions = conditions;
        this.clock = clock;
    }

    /**
     * Begins to follow the list; called once at the kiosk's start.
     *
     * @param ending ends this process in good order, to be started again; returns at once
     */
    public void start(Runnable ending) {
        restart = ending;
        documents.subscribe("kiosk/" + place.kiosk() + "/down/commands", this::read);
        clock.every(LOOK_EVERY, () -> doing.execute(this::look));
    }

    void read(Document document) {
        if (document.payload().length == 0) {
            open = List.of();
            return;
        }
        try {
            CommandList told = CommandList.read(anchor.open(document.payload(), CommandList.PAYLOAD_TYPE), place);
            book.follow(told.version());
            open = told.commands();
            conditions.clear(CommandFault.REFUSED, "");
            doing.execute(this::look);
        } catch (LedgerException told) {
            // The list is retained: asking anew brings it again.
            clock.after(LOOK_EVERY, () -> documents.subscribe("kiosk/" + place.kiosk() + "/down/commands", this::read));
        } catch (BadSealException refused) {
            conditions.raise(CommandFault.REFUSED, "", refused.getMessage());
        } catch (IOException | DateTimeException | IllegalArgumentException malformed) {
            conditions.raise(CommandFault.REFUSED, "", malformed.getClass().getSimpleName());
        }
    }

    /** Answers what can be answered, and begins what may be begun now; the rest waits for the next look. */
    synchronized void look() {
        try {
            book.answerWhatIsLeft();
            for (Command command : open) {
                if (!book.knows(command.id())) {
                    consider(command);
                }
            }
        } catch (LedgerException told) {
            LOG.debugf("commands wait for the ledger: %s", told.fault().code());
        }
    }

    private void consider(Command command) {
        Optional<CommandKind> kind = CommandKind.of(command.kind());
        if (kind.isEmpty()) {
            book.decline(command, Outcome.REFUSED, "kind");
        } else if (!command.epoch().equals(outbox.epoch())) {
            book.decline(command, Outcome.REFUSED, "epoch");
        } else if (command.boot().filter(boot -> !boot.equals(outbox.boot())).isPresent()) {
            book.decline(command, Outcome.REFUSED, "boot");
        } else if (clock.confirmed()) {
            // Not by the word of whoever keeps the clock by NTP: what has expired is gone for good, and a restart cannot be taken back.
            if (clock.instant().isAfter(command.notAfter())) {
                book.decline(command, Outcome.EXPIRED, "");
            } else if (mayBegin(kind.get())) {
                carryOut(command, kind.get());
            }
        }
    }

    /** A self-test prints, lights and speaks: while acts are held back, as when the mains are lost, it waits too. */
    private boolean mayBegin(CommandKind kind) {
        return (!kind.waitsForResidents() || visits.current().isEmpty()) && !(kind == CommandKind.SELF_TEST && acts.held());
    }

    private void carryOut(Command command, CommandKind kind) {
        switch (kind) {
            case REQUEUE -> {
                book.begin(command);
                requeue(command);
            }
            case SELF_TEST -> {
                book.begin(command);
                test(command);
            }
            case RESTART -> {
                if (visits.closeIfIdle()) {
                    restart(command);
                }
            }
        }
    }

    private void requeue(Command command) {
        try {
            book.end(command, Outcome.DONE, outbox.requeue() + " letters");
        } catch (LedgerException told) {
            book.end(command, Outcome.FAILED, told.fault().code());
        }
    }

    private void test(Command command) {
        Optional<CompletableFuture<Verdict>> test = selfTests.apply(command.device());
        if (test.isEmpty()) {
            book.end(command, Outcome.FAILED, "no such device");
            return;
        }
        test.get().whenComplete((verdict, bug) -> book.end(command,
                verdict != null && verdict.passed() ? Outcome.DONE : Outcome.FAILED,
                verdict == null ? "the test broke off" : verdict.seen()));
    }

    /** Its answer is given by the next process, by whose being there it is proved. */
    private void restart(Command command) {
        try {
            book.begin(command);
        } catch (LedgerException told) {
            visits.reopen();
            throw told;
        }
        LOG.info("the platform has this kiosk restart");
        restart.run();
    }

    @PreDestroy
    void stop() {
        doing.shutdownNow();
    }
}
