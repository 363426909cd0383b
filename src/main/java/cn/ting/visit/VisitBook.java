package cn.ting.visit;

import cn.ting.naming.NamedPerson;
import cn.ting.naming.Naming;
import cn.ting.outbox.Lane;
import cn.ting.outbox.Letter;
import cn.ting.outbox.Outbox;
import cn.ting.seal.Digest;
import cn.ting.store.Transaction;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The book in which everything that happened is written, and which is the audit trail: a chain of hashes in the ledger.
 * {@link VerifyBook} checks it.
 */
@Singleton
public final class VisitBook {

    /** What of a fact is written: the visit, then the fact's own components, then whom it is about. */
    private record Payload(
            String visit, @JsonUnwrapped Fact fact, @JsonInclude(JsonInclude.Include.NON_NULL) NamedPerson person) {}

    /** Takes long to make: the idle page of a start does not wait for it. */
    private static final class Tools {
        static final ObjectWriter JSON = new ObjectMapper()
                .registerModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .writer();
    }

    private static final int MOST_ERASED = 500;

    private final Outbox outbox;
    private final KioskClock clock;
    private final Optional<Naming> naming;
    private final FactTable table = new FactTable();
    private final LostLetters lost;
    /** The last entry, null while a transaction adds to it or when one failed: then the ledger is asked. */
    private Entry last;
    /** The life of the ledger it was read in. */
    private String life = "";
    private Transaction writing;
    private Entry lastInWriting;
    /** Of whoever writes, and so of one at a time; null before the first. */
    private Digest.Repeated digest;

    @Inject
    public VisitBook(Outbox outbox, KioskClock clock, Naming naming) {
        this(outbox, clock, Optional.of(naming));
    }

    /** A book that names nobody, where nothing can be named. */
    public VisitBook(Outbox outbox, KioskClock clock) {
        this(outbox, clock, Optional.empty());
    }

    private VisitBook(Outbox outbox, KioskClock clock, Optional<Naming> naming) {
        this.outbox = outbox;
        this.clock = clock;
        this.naming = naming;
        this.lost = new LostLetters(outbox);
    }

    /** The machine that this book is written at, as it names itself; empty where its hardware says nothing. */
    Optional<String> machine() {
        return outbox.epochs().machine();
    }

    /** Writes a fact of a visit in progress, with as much of its resident as the fact asks for and can be sealed; see {@link Fact#who}. */
    public void record(Transaction tx, Visit visit, Fact fact) throws SQLException {
        // Before the next letter's id is asked for, which a person is sealed to.
        lost.postAgain(tx, visit.id());
        Optional<Resident> resident = visit.resident();
        NamedPerson person = resident.isPresent() ? named(tx, fact, resident.get()).orElse(null) : null;
        write(tx, visit.id(), new Letter(fact.type(), visit.id(), payload(new Payload(visit.id(), fact, person))));
        if (!(fact instanceof Milestone.Began || fact instanceof Milestone.Identified || fact instanceof Milestone.Ended)) {
            tx.afterCommit(visit::promise);
        }
    }

    /** The day's pseudonym of a visit's resident; empty while there is no resident, or no key of this day. */
    public Optional<String> pseudonym(Visit visit) {
        return visit.resident().flatMap(resident -> naming.flatMap(by -> by.pseudonym(resident.number()))).map(NamedPerson::pseudonym);
    }

    private Optional<NamedPerson> named(Transaction tx, Fact fact, Resident resident) throws SQLException {
        if (naming.isEmpty()) {
            return Optional.empty();
        }
        return switch (fact.who()) {
            case NOBODY -> Optional.empty();
            case PSEUDONYM -> naming.get().pseudonym(resident.number());
            case PERSON -> naming.get().person(outbox.nextId(tx), "cn.ting." + fact.type(), resident.name(), resident.number());
        };
    }

    /**
     * Writes a fact that names nobody: its entry in the chain and its letter, in the caller's transaction.
     *
     * @param visit the visit's id, which is also the letter's ordering key
     */
    public void record(Transaction tx, String visit, Fact fact) throws SQLException {
        lost.postAgain(tx, visit);
        write(tx, visit, new Letter(fact.type(), visit, payload(new Payload(visit, fact, null))));
    }

    /** Writes a fact of no visit: the kiosk's own, whose ordering key is the kiosk. */
    public void recordOfKiosk(Transaction tx, Fact fact) throws SQLException {
        write(tx, "", new Letter(fact.type(), outbox.kiosk(), payload(fact)));
    }

    /** Writes a fact of no visit that says what became of the platform's own wishes: it travels after what residents were promised. */
    public void recordOfKioskAsResult(Transaction tx, Fact fact) throws SQLException {
        write(tx, "", new Letter(fact.type(), Lane.RESULTS, outbox.kiosk(), payload(fact)));
    }

    /**
     * Posts facts once more whose letters a damaged ledger has lost, some at a time. To be called before anything is let go of, which
     * nothing is until this has come to its end.
     *
     * @return true when there may be more
     */
    public boolean postAgain(Transaction tx) throws SQLException {
        return lost.postAgain(tx);
    }

    /**
     * Lets go of facts that hold a sealed person and were receipted, some at a time: the platform has the person, and their hash stays.
     *
     * @return true when there may be more
     */
    public boolean erasePersons(Transaction tx) throws SQLException {
        return lost.allPosted(tx) && table.erasePersons(tx, MOST_ERASED) == MOST_ERASED;
    }

    /**
     * Lets go of what happened before that time, some at a time, as far as it was receipted and its letter is not kept any more.
     *
     * @param before a moment as facts are stamped, ISO 8601 in UTC
     * @return true when there may be more
     */
    public boolean erase(Transaction tx, String before) throws SQLException {
        return lost.allPosted(tx) && table.erase(tx, before, MOST_ERASED) == MOST_ERASED;
    }

    private void write(Transaction tx, String visit, Letter letter) throws SQLException {
        KioskClock.Moment now = clock.moment();
        String at = now.at().truncatedTo(ChronoUnit.MILLIS).toString();
        if (tx != writing) {
            begin(tx);
        }
        lastInWriting = lastInWriting.next(digest, visit, letter.type(), at, letter.data());
        long number = outbox.post(tx, letter, at, now.sure());
        table.insert(tx, lastInWriting, outbox.epoch(tx), number, letter, outbox.boot());
    }

    /** The end of the chain is kept in memory, as there is one writer; only a commit makes it known for the next one. */
    private void begin(Transaction tx) throws SQLException {
        lastInWriting = last == null || !tx.life().equals(life) ? table.last(tx) : last;
        last = null;
        life = tx.life();
        writing = tx;
        digest = digest == null ? Digest.repeated() : digest;
        tx.afterCommit(() -> last = lastInWriting);
    }

    private static byte[] payload(Object what) {
        try {
            return Tools.JSON.writeValueAsBytes(what);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(what.getClass().getSimpleName() + " cannot be written as JSON", bug);
        }
    }
}
