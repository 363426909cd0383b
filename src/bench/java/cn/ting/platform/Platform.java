package cn.ting.platform;

import cn.ting.platform.Accounts.Owner;
import cn.ting.platform.Intake.Consequences;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The simulated central platform: stores facts and receipts them, gives leases, keeps queues and boards. Hands for tests
 * and the bench page are its methods; safe for use by any thread, one thread of its own does all work.
 */
public final class Platform implements AutoCloseable {

    private static final Duration STATE_EVERY = Duration.ofSeconds(20);
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_IN_ONE_COMMIT = 256;
    private static final String LINK = "https://ting.example/t/{ticket}.{mac}";

    private static final byte[] WILL = "{\"storing\":false}".getBytes(StandardCharsets.UTF_8);

    private record Arrival(String topic, byte[] payload) {}

    private final String root;
    private final List<HallPlan> halls;
    private final KioskClock clock;
    private final Dsse dsse = new Dsse(BenchKey.PRIVATE);
    private final PlatformThread work = new PlatformThread();
    private final BlockingQueue<Arrival> inbox = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean reading = new AtomicBoolean();
    private final PlatformFile file;
    private final FactStore facts;
    private final Accounts accounts;
    private final Queues queues;
    private final Intake intake;
    private final PlatformSession session;
    private final Announcements announcements;
    private KioskClock.Alarm pulse = () -> {};
    /** The day of the boards and leases told last; the platform's thread only. */
    private LocalDate announced;

    /**
     * @param broker the platform's door of the broker
     * @param path its SQLite file, made where there is none
     */
    public Platform(URI broker, String area, Path path, List<HallPlan> halls, KioskClock clock) {
        this.root = "ting/1/" + area + "/";
        this.halls = List.copyOf(halls);
        this.clock = clock;
        this.file = new PlatformFile(path);
        this.facts = new FactStore(file.connection());
        this.accounts = new Accounts(file.connection());
        Leases leases = new Leases(file.connection(), this.halls, LINK);
        this.queues = new Queues(file);
        this.intake = new Intake(facts, accounts, leases, queues, clock);
        this.session = new PlatformSession(
                broker, root + "kiosk/+/up/#", root + "platform/state", WILL, clock, this::hear, this::reconnect);
        this.announcements = new Announcements(root, file, session, accounts, leases, queues, dsse, clock);
    }

    /** Connects; returns when everything retained is published, or goes on trying. */
    public void start() {
        work.ask(() -> {
            announcements.state(intake.storing());
            announced = today();
            for (HallPlan hall : halls) {
                announcements.board(hall);
            }
            session.connect();
            return null;
        });
        pulse = clock.every(STATE_EVERY, () -> work.tell(this::pulse));
    }

    /** Says that it is there; with a new day come empty boards, and the leases of the day after. */
    private void pulse() throws SQLException {
        announcements.state(intake.storing());
        LocalDate today = today();
        if (!today.equals(announced)) {
            announced = today;
            for (HallPlan hall : halls) {
                announcements.board(hall);
            }
            for (Owner owner : intake.born()) {
                announcements.leases(owner);
            }
        }
    }

    /** Goes without a good-bye, as a platform that dies; what it committed is in its file. */
    @Override
    public void close() {
        pulse.cancel();
        work.ask(() -> {
            session.close();
            file.close();
            return null;
        });
        work.close();
    }

    /** Publishes a retained document, again after each loss of the broker. */
    public void publishRetained(String topicBelowArea, byte[] payload) {
        work.ask(() -> {
            session.publishRetained(root + topicBelowArea, payload);
            return null;
        });
    }

    /** Signs a document with the bench key. */
    public byte[] sign(String payloadType, byte[] payload) {
        return dsse.sign(payloadType, payload);
    }

    /** Signs a document with a key of its own making, as somebody who has taken the platform's place. */
    public byte[] signAsStranger(String payloadType, byte[] payload) {
        return Dsse.ofStranger().sign(payloadType, payload);
    }

    /** Everything stored, in the order in which it came. */
    public List<StoredFact> facts() {
        return work.ask(facts::all);
    }

    /** What was stored after a {@link StoredFact#place}, in the order in which it came. */
    public List<StoredFact> facts(long after) {
        return work.ask(() -> facts.after(after));
    }

    /** How often a fact came that was stored already. */
    public long duplicates() {
        return ledger().duplicates();
    }

    /** Messages that were no facts of the contract. */
    public long malformed() {
        return ledger().malformed();
    }

    /** The ledger in figures. */
    public LedgerView ledger() {
        return work.ask(() -> {
            FactStore.Tally tally = facts.tally();
            List<LedgerView.Through> receipts = accounts.all().entrySet().stream()
                    .map(entry -> LedgerView.Through.of(entry.getKey(), entry.getValue()))
                    .sorted(Comparator.comparing(LedgerView.Through::kiosk).thenComparing(LedgerView.Through::epoch))
                    .toList();
            return new LedgerView(tally.facts(), tally.duplicates(), intake.malformed(), intake.storing(),
                    announcements.receipting(), receipts);
        });
    }

    /** The kiosks heard of, by name. */
    public List<KioskView> kiosks() {
        return work.ask(intake::kiosks);
    }

    /** The halls as they are now: who waits for what, and the last calls. */
    public List<JsonNode> halls() {
        return work.ask(() -> {
            List<JsonNode> states = new ArrayList<>();
            for (HallPlan hall : halls) {
                states.add(queues.state(hall, today(), clock.instant()));
            }
            return states;
        });
    }

    /** Calls whoever took a number first. */
    public Optional<Call> callNext(String hall, String service, String window) {
        return work.ask(() -> {
            HallPlan plan = hall(hall);
            Optional<Call> call = queues.callNext(plan, service, window, today(), clock.instant());
            announcements.board(plan);
            return call;
        });
    }

    /** Nobody came. */
    public void pass(Call call) {
        end(call, "passed");
    }

    /** Served. */
    public void complete(Call call) {
        end(call, "completed");
    }

    private void end(Call call, String state) {
        work.ask(() -> {
            queues.mark(call.ticket(), state);
            announcements.board(hall(call.hall()));
            return null;
        });
    }

    /** Stores on, and sends receipts or keeps them to itself. */
    public void receipts(boolean on) {
        work.ask(() -> {
            announcements.receipting(on);
            return null;
        });
    }

    /** Says whether it stores; while it does not, facts are dropped unread. */
    public void storing(boolean on) {
        work.ask(() -> {
            intake.storing(on);
            announcements.state(on);
            return null;
        });
    }

    /**
     * Refuses facts of a type from now on.
     *
     * @param type such as {@code visit.began}
     * @param retry {@code never} or {@code later}; empty to take them again
     */
    public void refuse(String type, String code, String retry) {
        work.ask(() -> {
            intake.refuse(type, code, retry);
            return null;
        });
    }

    private void hear(String topic, byte[] payload) {
        // When the inbox is full the fact is lost here, and comes again: no receipt has named it.
        if (inbox.offer(new Arrival(topic, payload)) && reading.compareAndSet(false, true)) {
            work.tell(this::readInbox);
        }
    }

    private void reconnect() {
        work.tell(session::connect);
    }

    private void readInbox() throws SQLException {
        reading.set(false);
        List<Arrival> batch = new ArrayList<>();
        while (inbox.drainTo(batch, MOST_IN_ONE_COMMIT) > 0) {
            Consequences then = new Consequences();
            for (Arrival arrival : batch) {
                // kiosk/{kiosk}/up/{segment}
                String[] words = arrival.topic.substring(root.length()).split("/", 4);
                intake.read(words[1], words[3], arrival.payload, then);
            }
            batch.clear();
            file.connection().commit();
            for (Owner owner : then.receipts) {
                announcements.receipt(owner);
            }
            for (Owner owner : then.leases) {
                announcements.leases(owner);
            }
            for (HallPlan hall : halls) {
                if (then.boards.contains(hall.id())) {
                    announcements.board(hall);
                }
            }
        }
    }

    private HallPlan hall(String id) {
        return halls.stream()
                .filter(hall -> hall.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no hall " + id));
    }

    private LocalDate today() {
        return clock.local().toLocalDate();
    }
}
