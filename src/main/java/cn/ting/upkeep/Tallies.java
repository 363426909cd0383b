package cn.ting.upkeep;

import cn.ting.condition.Conditions;
import cn.ting.link.Document;
import cn.ting.link.Documents;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import cn.ting.time.KioskClock;
import cn.ting.visit.VisitBook;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Says after each day what was written on it, and hears whether the platform has all of that. What it lacks and this kiosk still has is sent
 * again.
 */
@Singleton
public final class Tallies {

    private static final Logger LOG = Logger.getLogger(Tallies.class);

    /** A kiosk that was switched off for longer does not tally the days before. */
    private static final int MOST_DAYS = 7;

    /** A platform answers at once when it has the tally, and at the next birth what was lost with the link. */
    private static final Duration SILENCE = Duration.ofHours(6);

    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_MISSING = 1000;

    private final Ledger ledger;
    private final VisitBook book;
    private final Outbox outbox;
    private final Documents documents;
    private final PlaceSettings place;
    private final Conditions conditions;
    private final KioskClock clock;
    private final TallyTable table = new TallyTable();
    /** Days of which the platform has said nothing, since when that is waited for in this process, in uptime. For whoever cares for the ledger. */
    private final Map<LocalDate, Duration> awaited = new HashMap<>();
    private final ObjectMapper json = new ObjectMapper();

    public Tallies(Ledger ledger, VisitBook book, Outbox outbox, Documents documents, PlaceSettings place, Conditions conditions,
            KioskClock clock) {
        this.ledger = ledger;
        this.book = book;
        this.outbox = outbox;
        this.documents = documents;
        this.place = place;
        this.conditions = conditions;
        this.clock = clock;
    }

    /** Begins to hear the platform's word on tallies; called once at the kiosk's start. */
    public void start() {
        documents.subscribe("kiosk/" + place.kiosk() + "/down/tally", this::read);
    }

    /**
     * Tallies the days that are over and were not tallied yet. Waits while the platform has not confirmed the clock, for a day that is not
     * over must not be closed.
     */
    void tally() {
        if (!clock.confirmed()) {
            return;
        }
        LocalDate today = clock.local().toLocalDate();
        if (ledger.read(tx -> table.tellsOfDaysToCome(tx, today))) {
            ledger.write(tx -> {
                table.forgetDaysToCome(tx, today);
                return null;
            });
        }
        LocalDate first = today.minusDays(MOST_DAYS);
        LocalDate day = ledger.read(table::last).map(last -> last.plusDays(1)).filter(next -> next.isAfter(first)).orElse(first);
        for (; day.isBefore(today); day = day.plusDays(1)) {
            LocalDate over = day;
            ledger.write(tx -> {
                Instant begun = over.atStartOfDay(KioskClock.ZONE).toInstant();
                Instant ended = over.plusDays(1).atStartOfDay(KioskClock.ZONE).toInstant();
                Optional<TallyTable.Sum> sum = table.sum(tx, over, begun, ended);
                table.insert(tx, over, sum);
                if (sum.isPresent()) {
                    book.recordOfKiosk(tx, sum.get().tally());
                }
                return null;
            });
        }
    }

    /**
     * Tells staff of days of which the platform says nothing, though nothing waits to be sent: what it misses it would say. To be called every
     * some minutes.
     */
    void lookForAnswers() {
        Set<LocalDate> silent = Set.copyOf(ledger.read(tx -> table.unanswered(tx, clock.local().toLocalDate().minusDays(MOST_DAYS))));
        for (LocalDate day : List.copyOf(awaited.keySet())) {
            if (!silent.contains(day)) {
                awaited.remove(day);
                conditions.clear(TallyFault.UNANSWERED, day.toString());
            }
        }
        boolean allSent = outbox.waiting() == 0;
        for (LocalDate day : silent) {
            Duration since = awaited.computeIfAbsent(day, first -> clock.uptime());
            if (allSent && clock.uptime().minus(since).compareTo(SILENCE) >= 0) {
                conditions.raise(TallyFault.UNANSWERED, day.toString(), "no word for " + clock.uptime().minus(since).toHours() + " h");
            }
        }
    }

    void read(Document document) {
        if (document.payload().length == 0 || document.payload().length > MOST_BYTES) {
            return;
        }
        try {
            JsonNode answer = json.readTree(document.payload());
            LocalDate day = LocalDate.parse(answer.path("day").asText());
            boolean balanced = answer.path("balanced").asBoolean();
            conditions.set(!balanced, TallyFault.UNBALANCED, day.toString(), answer.path("missing") + " missing");
            note(day, balanced);
            if (!balanced) {
                sendAgain(answer);
            }
        } catch (IOException | RuntimeException malformed) {
            LOG.warnf("the platform's word on a tally cannot be read: %s", malformed.getClass().getSimpleName());
        }
    }

    private void note(LocalDate day, boolean balanced) {
        try {
            ledger.write(tx -> {
                table.answered(tx, day, balanced);
                return null;
            });
        } catch (LedgerException told) {
            LOG.warn("the platform's word on a tally is written down when it comes again");
        }
    }

    private void sendAgain(JsonNode answer) {
        NavigableMap<Long, Long> missing = missing(answer.path("missing"));
        if (missing.isEmpty()) {
            return;
        }
        try {
            int revived = outbox.revive(answer.path("epoch").asText(), missing.firstKey(), missing.lastEntry().getValue(), number -> {
                Map.Entry<Long, Long> below = missing.floorEntry(number);
                return below != null && number <= below.getValue();
            });
            // Of the rest the condition tells; most of it is on its way, and the platform may say so with every receipt until then.
            if (revived > 0) {
                LOG.warnf("the platform misses facts; %d of them are sent again", revived);
            }
        } catch (LedgerException told) {
            LOG.warn("what the platform misses is looked for at its next word");
        }
    }

    /** Ranges of numbers, the last of each by its first and none over another, however the platform told them. */
    private static NavigableMap<Long, Long> missing(JsonNode told) {
        NavigableMap<Long, Long> ranges = new TreeMap<>();
        for (JsonNode range : told) {
            long from = range.isArray() ? range.path(0).asLong() : range.asLong();
            long to = range.isArray() ? range.path(1).asLong() : from;
            if (from > 0 && to >= from) {
                // Of a longer one the platform tells the rest when these have come.
                ranges.merge(from, to - from < MOST_MISSING ? to : from + MOST_MISSING - 1, Math::max);
            }
        }
        NavigableMap<Long, Long> apart = new TreeMap<>();
        ranges.forEach((from, to) -> {
            Map.Entry<Long, Long> below = apart.lastEntry();
            if (below != null && from <= below.getValue()) {
                apart.merge(below.getKey(), to, Math::max);
            } else {
                apart.put(from, to);
            }
        });
        return apart;
    }
}
