package cn.ting.outbox;

import cn.ting.machine.MachineId;
import cn.ting.seal.Tokens;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.store.Transaction;
import cn.ting.time.KioskClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongPredicate;

/**
 * Where letters wait. A letter is accepted by its own transaction and leaves when a receipt of the platform names it; the
 * state of the link plays no part in accepting it. Receipted letters are kept for some days, should the platform lose what it had.
 */
@Singleton
public final class Outbox {

    /** How long a receipted letter is kept. */
    static final Duration KEPT = Duration.ofDays(7);

    /** When a letter was receipted that was receipted under a clock nobody had confirmed: later than any other time. */
    private static final String UNKNOWN = "9999-12-31T00:00:00Z";

    private static final int MOST_PURGED = 500;
    private static final int MOST_REVIVED = 500;
    private static final int MOST_PARKED_TOLD = 100;

    /** The next number of an epoch by what is committed. */
    private record Next(String epoch, long number) {}

    private final Ledger ledger;
    private final KioskClock clock;
    private final Envelopes envelopes;
    private final Epochs epochs;
    private final Renaming renaming;
    private final OutboxTable table = new OutboxTable();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> requeueListeners = new CopyOnWriteArrayList<>();
    /** Null while a transaction posts or when one failed: then the ledger is asked. */
    private volatile Next committed;
    private Transaction posting;
    private Epochs.Life lifeInPosting;
    private long nextInPosting;

    @Inject
    public Outbox(Ledger ledger, KioskClock clock, PlaceSettings place) {
        this(ledger, clock, place, new MachineId(Path.of("/")));
    }

    /** The outbox of another machine than the one this runs on, for tests. */
    public Outbox(Ledger ledger, KioskClock clock, PlaceSettings place, MachineId machine) {
        this.ledger = ledger;
        this.clock = clock;
        this.envelopes = new Envelopes(clock, place, Tokens.fresh());
        this.epochs = new Epochs(ledger, machine.read());
        this.renaming = new Renaming(ledger, table, epochs, envelopes, this::take);
    }

    /**
     * Posts a letter in the caller's transaction: what it tells happened now.
     *
     * @return the letter's number within the epoch; its id is {@code {kiosk}/{epoch}/{number}}
     */
    public long post(Transaction tx, Letter letter) throws SQLException {
        KioskClock.Moment now = clock.moment();
        return post(tx, letter, now.at().truncatedTo(ChronoUnit.MILLIS).toString(), now.sure());
    }

    /**
     * Posts a letter in the caller's transaction.
     *
     * @param at when it happened, ISO 8601 in UTC with no more than milliseconds
     * @param sure whether somebody outside stood behind that time, see {@link KioskClock.Moment}
     * @return the letter's number within the epoch; its id is {@code {kiosk}/{epoch}/{number}}
     */
    public long post(Transaction tx, Letter letter, String at, boolean sure) throws SQLException {
        long number = take(tx);
        String epoch = lifeInPosting.epoch();
        table.insert(tx, epoch, number, letter, envelopes.of(epoch, number, letter, at, sure));
        return number;
    }

    /** Takes the next number of the epoch in force. */
    private long take(Transaction tx) throws SQLException {
        if (tx != posting) {
            begin(tx);
        }
        return nextInPosting++;
    }

    /** The id the letter will have that is posted next in the caller's transaction, so that what is sealed into it can be bound to it. */
    public String nextId(Transaction tx) throws SQLException {
        if (tx != posting) {
            begin(tx);
        }
        return envelopes.id(lifeInPosting.epoch(), nextInPosting);
    }

    /**
     * Numbers are taken in memory and are gap-free all the same: there is one writer, only a commit makes the next number
     * known, and after a transaction that failed in any way the ledger says how far it went.
     */
    private void begin(Transaction tx) throws SQLException {
        lifeInPosting = epochs.live(tx);
        nextInPosting = next(tx, lifeInPosting);
        posting = tx;
        committed = null;
        tx.afterCommit(() -> {
            committed = new Next(lifeInPosting.epoch(), nextInPosting);
            listeners.forEach(Runnable::run);
        });
    }

    private long next(Transaction tx, Epochs.Life life) throws SQLException {
        Next known = committed;
        return known != null && known.epoch.equals(life.epoch()) ? known.number : epochs.lastNumber(tx, life) + 1;
    }

    /** Letters no receipt has named yet and that are still being sent. */
    public long waiting() {
        return ledger.read(table::count);
    }

    /** Letters that wait for a person, because the platform will not take them as they are; at most a hundred, oldest first. */
    public List<ParkedLetter> parked() {
        return ledger.read(tx -> table.parked(tx, MOST_PARKED_TOLD));
    }

    /** Sends parked letters again; to be asked for by a person, once the reason is gone. Returns how many there were. */
    public int requeue() {
        int requeued = ledger.write(table::requeue);
        if (requeued > 0) {
            requeueListeners.forEach(Runnable::run);
        }
        return requeued;
    }

    /**
     * A technician's word that this disk was moved to another machine by hand: what waits of its former life is sent now. Without it a
     * clone would send what its original sends.
     */
    public void moved() {
        epochs.moved();
        requeueListeners.forEach(Runnable::run);
    }

    /**
     * The epoch in force: one life of this ledger's numbers. Not to be asked within a transaction.
     *
     * @throws cn.ting.store.LedgerException when the ledger could not be asked since this process began
     */
    public String epoch() {
        return epochs.life().epoch();
    }

    /** The epoch in force, for whoever is writing. */
    public String epoch(Transaction tx) throws SQLException {
        return epochs.live(tx).epoch();
    }

    /** This kiosk's name: the ordering key of letters that belong to no visit. */
    public String kiosk() {
        return envelopes.kiosk();
    }

    /** This process's life, as every letter names it. */
    public String boot() {
        return envelopes.boot();
    }

    public Epochs epochs() {
        return epochs;
    }

    /** Registers for new letters; called after their commit on the posting thread, so listeners may only enqueue. */
    public void onPost(Runnable listener) {
        listeners.add(listener);
    }

    /** Registers for letters that wait again; called on the thread that asked, so listeners may only enqueue. */
    public void onRequeue(Runnable listener) {
        requeueListeners.add(listener);
    }

    /** Letters of one lane to send, oldest first, posted after the given one. */
    public List<WaitingLetter> after(Lane lane, long posted, int most) {
        return ledger.read(tx -> table.waiting(tx, lane, posted, most, epochs.machine()));
    }

    /** What is sent for one letter; empty when its row was lost with a damaged ledger. */
    public Optional<byte[]> envelopeOf(long posted) {
        return Optional.ofNullable(envelopesOf(List.of(posted)).get(posted));
    }

    /** What is sent for letters: the same bytes every time. One whose row was lost with a damaged ledger has none. */
    public Map<Long, byte[]> envelopesOf(List<Long> posted) {
        return ledger.read(tx -> table.envelopes(tx, posted));
    }

    /**
     * Settles letters that were receipted, and keeps aside those refused, each with the reason. When that was is left open by a clock that nobody
     * has confirmed: by one that is a year behind, what was receipted just now would be let go of as soon as it is set right.
     */
    public void settle(List<WaitingLetter> receipted, Map<WaitingLetter, String> parked) {
        String at = clock.confirmed() ? now() : UNKNOWN;
        ledger.write(tx -> {
            table.receipt(tx, receipted, at);
            for (Map.Entry<WaitingLetter, String> refused : parked.entrySet()) {
                table.park(tx, refused.getKey(), refused.getValue());
            }
            return null;
        });
    }

    /**
     * The platform knows another history of this epoch, as an older copy of the ledger was put back: a new one is drawn, and every letter that
     * waits gets an id of it, for under its own the platform may have another. It carries its former one along, by which the platform
     * notices those that it has after all.
     *
     * @param used the highest number of the epoch that the platform knows; 0 when it did not say
     */
    public void rewind(String epoch, long used) {
        ledger.write(tx -> {
            epochs.giveUp(tx, epoch, used);
            return null;
        });
        finishRewinding();
        requeueListeners.forEach(Runnable::run);
    }

    /**
     * Gives the letters of epochs that were given up the ids they still lack, as {@link #rewind} does and a process may not have come to that
     * died in it, or that had a full disk. Some at a time, as residents' commits wait for each; until then none of them is among those to send.
     * To be called before the first letter is sent, for a later one of a key must not overtake them.
     *
     * @throws cn.ting.store.LedgerException when the ledger does not answer; the next call goes on where this one ended
     */
    public void finishRewinding() {
        renaming.finish();
    }

    /**
     * The platform lost letters it had receipted: those it does not have any more wait again, as far as they are kept.
     *
     * @param through it has everything up to this number
     * @param has of those above, which it has
     * @return how many
     */
    public int revive(String epoch, long through, LongPredicate has) {
        return revive(epoch, through + 1, Long.MAX_VALUE, has.negate());
    }

    /**
     * The platform lost letters it had receipted: they wait again, as far as they are kept. All are looked for at once, for that is to look
     * through whatever was receipted in a week.
     *
     * @param first no number below this one
     * @param last nor above this
     * @param lost of those between, which it has lost
     * @return how many
     */
    public int revive(String epoch, long first, long last, LongPredicate lost) {
        List<WaitingLetter> letters = new ArrayList<>(ledger.read(tx -> table.receipted(tx, epoch, first, last)));
        letters.removeIf(letter -> !lost.test(letter.number()));
        for (int from = 0; from < letters.size(); from += MOST_REVIVED) {
            List<WaitingLetter> some = letters.subList(from, Math.min(letters.size(), from + MOST_REVIVED));
            ledger.write(tx -> {
                for (WaitingLetter letter : some) {
                    table.revive(tx, letter.posted());
                }
                return null;
            });
        }
        if (!letters.isEmpty()) {
            requeueListeners.forEach(Runnable::run);
        }
        return letters.size();
    }

    /**
     * Lets go of letters that were receipted long ago, some at a time; those of whom it is not known when are kept from now on. To be called while
     * the clock is confirmed; true when there may be more.
     */
    public boolean purge() {
        String before = clock.instant().minus(KEPT).truncatedTo(ChronoUnit.SECONDS).toString();
        return ledger.write(tx -> {
            epochs.keepNumber(tx, next(tx, epochs.live(tx)));
            return Math.max(table.dateAnew(tx, now(), MOST_PURGED), table.purge(tx, before, MOST_PURGED));
        }) == MOST_PURGED;
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The number the next letter will have. */
    public long nextNumber() {
        Next known = committed;
        Epochs.Life life = epochs.life();
        return known != null && known.epoch.equals(life.epoch()) ? known.number : ledger.read(tx -> epochs.lastNumber(tx, life)) + 1;
    }

    /** The highest number of each epoch that an earlier process may have sent. */
    public Map<String, Long> lastNumbersBefore() {
        return epochs.life().lastNumbersBefore();
    }
}
