package cn.ting.link;

import cn.ting.seal.Tokens;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.store.Transaction;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Where letters wait. A letter is accepted by its own transaction and leaves when a receipt of the platform names it; the
 * state of the link plays no part in accepting it.
 */
@Singleton
public final class Outbox {

    private static final long UNKNOWN = 0;
    private static final byte[] DATA = ",\"data\":".getBytes(StandardCharsets.UTF_8);

    /** The epoch in force, and the highest number of each epoch when this process began. */
    private record Life(String epoch, Map<String, Long> lastNumbersBefore) {}

    private final Ledger ledger;
    private final KioskClock clock;
    private final PlaceSettings place;
    private final String source;
    private final OutboxTable table = new OutboxTable();
    private final JsonFactory json = new JsonFactory();
    private final String boot = Tokens.fresh();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    /** What the ledger said when it was first asked; null until it could be. */
    private volatile Life life;
    /** The next number by what is committed; UNKNOWN while a transaction posts or when one failed: then the ledger is asked. */
    private volatile long nextNumber = UNKNOWN;
    private Transaction posting;
    private Life lifeInPosting;
    private long nextInPosting;

    public Outbox(Ledger ledger, KioskClock clock, PlaceSettings place) {
        this.ledger = ledger;
        this.clock = clock;
        this.place = place;
        this.source = "/ting/1/" + place.area() + "/kiosk/" + place.kiosk();
    }

    /**
     * Posts a letter in the caller's transaction.
     *
     * @return the letter's number within the epoch; its id is {@code {kiosk}/{epoch}/{number}}
     */
    public long post(Transaction tx, Letter letter) throws SQLException {
        if (tx != posting) {
            begin(tx);
        }
        long number = nextInPosting++;
        String epoch = lifeInPosting.epoch();
        table.insert(tx, epoch, number, letter, envelope(epoch, number, letter));
        return number;
    }

    /** The id the letter will have that is posted next in the caller's transaction, so that what is sealed into it can be bound to it. */
    public String nextId(Transaction tx) throws SQLException {
        if (tx != posting) {
            begin(tx);
        }
        return id(lifeInPosting.epoch(), nextInPosting);
    }

    private String id(String epoch, long number) {
        return place.kiosk() + "/" + epoch + "/" + number;
    }

    /**
     * Numbers are taken in memory and are gap-free all the same: there is one writer, only a commit makes the next number
     * known, and after a transaction that failed in any way the ledger says how far it went.
     */
    private void begin(Transaction tx) throws SQLException {
        lifeInPosting = live(tx);
        nextInPosting = next(tx, lifeInPosting);
        posting = tx;
        nextNumber = UNKNOWN;
        tx.afterCommit(() -> {
            nextNumber = nextInPosting;
            listeners.forEach(Runnable::run);
        });
    }

    private long next(Transaction tx, Life life) throws SQLException {
        long known = nextNumber;
        return known != UNKNOWN ? known : table.lastNumbers(tx).get(life.epoch()) + 1;
    }

    /** Asks the ledger once in a process for its epoch, and draws the first one of a fresh ledger. */
    private Life live(Transaction tx) throws SQLException {
        if (life != null) {
            return life;
        }
        Optional<String> current = table.currentEpoch(tx);
        String epoch = current.orElseGet(Tokens::fresh);
        if (current.isEmpty()) {
            table.beginEpoch(tx, epoch);
        }
        Life found = new Life(epoch, Map.copyOf(table.lastNumbers(tx)));
        tx.afterCommit(() -> life = found);
        return found;
    }

    /** A ledger that has its epoch need not be writable. */
    private Life life() {
        if (life == null && ledger.read(table::currentEpoch).isPresent()) {
            life = ledger.read(this::live);
        }
        Life known = life;
        return known != null ? known : ledger.write(this::live);
    }

    /** Letters no receipt has named yet and that are still being sent. */
    public long waiting() {
        return ledger.read(table::count);
    }

    /** Letters that wait for a person, because the platform will not take them as they are. */
    public long parked() {
        return ledger.read(table::countParked);
    }

    /**
     * The epoch in force: one life of this ledger's numbers. Not to be asked within a transaction.
     *
     * @throws cn.ting.store.LedgerException when the ledger could not be asked since this process began
     */
    public String epoch() {
        return life().epoch();
    }

    /** This process's life, as every letter names it. */
    public String boot() {
        return boot;
    }

    /** Registers for new letters; called after their commit on the posting thread, so listeners may only enqueue. */
    void onPost(Runnable listener) {
        listeners.add(listener);
    }

    /** Letters to send, oldest first, posted after the given one. */
    List<OutboxTable.Row> after(long posted, int most) {
        return ledger.read(tx -> table.waiting(tx, posted, most));
    }

    /** What is sent for a letter: the same bytes every time. */
    byte[] envelopeOf(long posted) {
        return ledger.read(tx -> table.envelope(tx, posted));
    }

    /** Lets go of letters that were receipted, and keeps aside those refused, each with the reason. */
    void settle(List<Long> receipted, Map<Long, String> parked) {
        ledger.write(tx -> {
            // The rows that leave may be all that still tells how far the numbers went.
            table.keepNumber(tx, next(tx, live(tx)));
            for (long posted : receipted) {
                table.delete(tx, posted);
            }
            for (Map.Entry<Long, String> refused : parked.entrySet()) {
                table.park(tx, refused.getKey(), refused.getValue());
            }
            return null;
        });
    }

    /** The number the next letter will have. */
    long nextNumber() {
        long known = nextNumber;
        String epoch = epoch();
        return known != UNKNOWN ? known : ledger.read(table::lastNumbers).get(epoch) + 1;
    }

    /** Begins a session of the link: its number is on disk before the broker hears of it. */
    OutboxTable.Session beginSession() {
        life();
        return ledger.write(table::takeSession);
    }

    /** The session that {@link #beginSession()} would begin. */
    OutboxTable.Session nextSession() {
        life();
        return ledger.read(table::nextSession);
    }

    /** The highest number of each epoch that an earlier process may have sent. */
    Map<String, Long> lastNumbersBefore() {
        return life().lastNumbersBefore();
    }

    /**
     * A CloudEvent 1.0 in structured mode; extension attributes in lower case, counters as strings, as the standard asks.
     * The data is taken as it is: it was made as JSON by the room that posts.
     */
    private byte[] envelope(String epoch, long number, Letter letter) {
        byte[] data = letter.data();
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + 512);
        try (JsonGenerator event = json.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)) {
            event.writeStartObject();
            event.writeStringField("specversion", "1.0");
            event.writeStringField("id", id(epoch, number));
            event.writeStringField("source", source);
            event.writeStringField("type", "cn.ting." + letter.type());
            event.writeStringField("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
            event.writeStringField("datacontenttype", "application/json");
            event.writeStringField("orderingkey", letter.key());
            event.writeStringField("boot", boot);
            event.writeNumberField("uptime", clock.uptime().toSeconds());
            event.writeBooleanField("clocktrusted", clock.trusted());
        } catch (IOException never) {
            throw new IllegalStateException("bytes in memory can be written", never);
        }
        out.writeBytes(DATA);
        out.writeBytes(data);
        out.write('}');
        return out.toByteArray();
    }
}
