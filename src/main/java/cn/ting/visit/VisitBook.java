package cn.ting.visit;

import cn.ting.link.Letter;
import cn.ting.link.Outbox;
import cn.ting.store.Transaction;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;

/**
 * The book in which everything that happened is written, and which is the audit trail: a chain of hashes in the ledger.
 * {@link VerifyBook} checks it.
 */
@Singleton
public final class VisitBook {

    /** What of a fact is written: the visit, then the fact's own components. */
    private record Payload(String visit, @JsonUnwrapped Fact fact) {}

    /** Takes long to make: the idle page of a start does not wait for it. */
    private static final class Tools {
        static final ObjectWriter JSON = new ObjectMapper()
                .registerModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .writerFor(Payload.class);
    }

    private final Outbox outbox;
    private final KioskClock clock;
    private final FactTable table = new FactTable();
    /** The last entry, null while a transaction adds to it or when one failed: then the ledger is asked. */
    private Entry last;
    private Transaction writing;
    private Entry lastInWriting;

    public VisitBook(Outbox outbox, KioskClock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Writes a fact: its entry in the chain and its letter, in the caller's transaction.
     *
     * @param visit the visit's id, which is also the letter's ordering key
     */
    public void record(Transaction tx, String visit, Fact fact) throws SQLException {
        byte[] payload = payload(visit, fact);
        String at = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        if (tx != writing) {
            begin(tx);
        }
        lastInWriting = lastInWriting.next(visit, fact.type(), at, payload);
        table.insert(tx, lastInWriting);
        outbox.post(tx, new Letter(fact.type(), visit, payload));
    }

    /** The end of the chain is kept in memory, as there is one writer; only a commit makes it known for the next one. */
    private void begin(Transaction tx) throws SQLException {
        lastInWriting = last == null ? table.last(tx) : last;
        last = null;
        writing = tx;
        tx.afterCommit(() -> last = lastInWriting);
    }

    private byte[] payload(String visit, Fact fact) {
        try {
            return Tools.JSON.writeValueAsBytes(new Payload(visit, fact));
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(fact.type() + " cannot be written as JSON", bug);
        }
    }
}
