package cn.ting.platform;

import cn.ting.platform.Accounts.Owner;
import cn.ting.platform.Intake.Consequences;
import cn.ting.quota.Quotas;
import cn.ting.time.KioskClock;
import cn.ting.vault.Vault;
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
import java.util.stream.Collectors;

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
    private final Mouth mouth;
    private final Dsse dsse = Dsse.ofBench();
    private final PlatformThread work = new PlatformThread();
    private final BlockingQueue<Arrival> inbox = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean reading = new AtomicBoolean();
    private final PlatformFile file;
    private final FactStore facts;
    private final Accounts accounts;
    private final Counters counters;
    private final TallyDesk tallies;
    private final Quotas quotas;
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
        this(broker, area, path, halls, clock, List::of);
    }

    /** A platform that says what {@code mouth} makes of its words, and hears what that makes of kiosks'. */
    public Platform(URI broker, String area, Path path, List<HallPlan> halls, KioskClock clock, Mouth mouth) {
        this.root = "ting/1/" + area + "/";
        this.halls = List.copyOf(halls);
        this.clock = clock;
        this.mouth = mouth;
        this.file = new PlatformFile(path);
        Vault vault = new Vault(file.connection(), area);
        this.facts = new FactStore(file.connection(), vault);
        this.accounts = new Accounts(file.connection());
        Leases leases = new Leases(file.connection(), area, this.halls, LINK);
        this.quotas = new Quotas(file.connection(), vault, this.halls.stream().filter(hall -> hall.slots().isPresent())
                .collect(Collectors.toMap(HallPlan::id, hall -> hall.slots().orElseThrow())));
        Queues queues = new Queues(file, quotas);
        this.tallies = new TallyDesk(file.connection(), facts);
        this.intake = new Intake(facts, accounts, leases, queues, tallies, quotas, clock);
        this.session = new PlatformSession(
                broker, root + "kiosk/+/up/#", root + "platform/state", WILL, clock, this::hear, this::reconnect, mouth);
        this.announcements = new Announcements(work, root, file, session, accounts, leases, queues, dsse, clock, intake, vault);
        this.counters = new Counters(this.halls, queues, announcements, clock);
    }

    /** Connects; returns when everything retained is published, or goes on trying. */
    public void start() {
        work.ask(() -> {
            announcements.state(intake.storing());
            announced = today();
            boards();
            session.connect();
            return null;
        });
        pulse = clock.every(STATE_EVERY, () -> work.tell(this::pulse));
    }

    private void boards() throws SQLException {
        for (HallPlan hall : halls) {
            announcements.board(hall);
        }
    }

    /** Says that it is there; with a new day come empty boards, and the leases of the day after. */
    private void pulse() throws SQLException {
        announcements.state(intake.storing());
        LocalDate today = today();
        if (!today.equals(announced)) {
            announced = today;
            boards();
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
            counters.close();
            session.close();
            file.close();
            return null;
        });
        work.close();
    }

    /** Publishes a retained document, again after each loss of the broker. */
    public void publishRetained(String topicBelowArea, byte[] payload) {
        work.run(() -> session.publishRetained(root + topicBelowArea, payload));
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

    /**
     * What was stored after a {@link StoredFact#place}, in the order in which it came, and no more than so many. With each its person is opened:
     * very many at once take longer than is waited for.
     */
    public List<StoredFact> facts(long after, int most) {
        return work.ask(() -> facts.after(after, most));
    }

    /** Makes another key for kiosks to seal persons to; what was sealed to the ones before can still be read. */
    public void newSealingKey() {
        work.run(announcements::newSealingKey);
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

    /** The halls as they are now: who waits for what, what is at each window, the last calls, and whether a clerk is there. */
    public List<JsonNode> halls() {
        return work.ask(counters::state);
    }

    /** Calls whoever took a number first; empty when nobody waits. */
    public Optional<Call> callNext(String hall, String service, String window) {
        return work.ask(() -> counters.callNext(hall, service, window));
    }

    /**
     * Calls the number that a window called last once more, even if it was passed meanwhile.
     *
     * @throws IllegalArgumentException when it called none today, or the number was served
     */
    public Call recall(String hall, String window) {
        return work.ask(() -> counters.recall(hall, window));
    }

    /**
     * Nobody came to a window.
     *
     * @throws IllegalArgumentException when no number is called there now
     */
    public void pass(String hall, String window) {
        work.ask(() -> counters.end(hall, window, "passed"));
    }

    /**
     * Whoever was called to a window was served.
     *
     * @throws IllegalArgumentException when no number is called there now
     */
    public void complete(String hall, String window) {
        work.ask(() -> counters.end(hall, window, "completed"));
    }

    /** Sends whoever was called to a window on to another service of the hall; the number waits again, at its time taken. */
    public void transfer(String hall, String window, String service) {
        work.ask(() -> counters.transfer(hall, window, service));
    }

    /** Somebody sits down at a window, or leaves it; whoever is called there stays called. */
    public void staff(String hall, String window, boolean there) {
        work.ask(() -> counters.staff(hall, window, there));
    }

    /**
     * Seats a clerk in a hall, or gives the one who sits there another pace: window by window in turn, the clerk completes who
     * is there and calls whoever has waited longest for any service.
     *
     * @param every between one window and the next, 2 s to 600 s; the first one after that time
     */
    public void clerkOn(String hall, Duration every) {
        work.ask(() -> counters.clerkOn(hall, every, work));
    }

    /** Sends a hall's clerk away; harmless when there is none. */
    public void clerkOff(String hall) {
        work.ask(() -> counters.clerkOff(hall));
    }

    /** Stores on, and sends receipts or keeps them to itself. */
    public void receipts(boolean on) {
        work.run(() -> announcements.receipting(on));
    }

    /** Says whether it stores; while it does not, facts are dropped unread. */
    public void storing(boolean on) {
        work.run(() -> {
            intake.storing(on);
            announcements.state(on);
        });
    }

    /**
     * Refuses facts of a type from now on.
     *
     * @param type such as {@code visit.began}
     * @param retry {@code never} or {@code later}; {@code silent} to drop them without a word; empty to take them again
     */
    public void refuse(String type, String code, String retry) {
        work.run(() -> intake.refuse(type, code, retry));
    }

    /** Looks at appointments, on the platform's own thread. */
    public <T> T appointments(Quotas.Work<T> work) {
        return this.work.ask(() -> {
            T done = work.at(quotas);
            file.connection().commit();
            return done;
        });
    }

    /** Moves appointments by hand, and tells the boards of it. */
    public <T> T moveAppointments(Quotas.Work<T> move) {
        T done = appointments(move);
        work.run(this::boards);
        return done;
    }

    private void hear(String topic, byte[] payload) {
        Optional<byte[]> heard = mouth.hears(topic, payload);
        // When the inbox is full the fact is lost here, and comes again: no receipt has named it.
        if (heard.isPresent() && inbox.offer(new Arrival(topic, heard.get())) && reading.compareAndSet(false, true)) {
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
                // The answer to a birth tells what there was before it, and comes before anything of what follows it.
                boolean birth = words[3].equals("birth");
                then = birth ? conclude(then) : then;
                intake.read(words[1], words[3], arrival.payload, then);
                then = birth ? conclude(then) : then;
            }
            batch.clear();
            conclude(then);
        }
    }

    private Consequences conclude(Consequences then) throws SQLException {
        file.connection().commit();
        quotas.tell();
        announcements.conclude(then, tallies, halls);
        return new Consequences();
    }

    private LocalDate today() {
        return clock.local().toLocalDate();
    }
}
