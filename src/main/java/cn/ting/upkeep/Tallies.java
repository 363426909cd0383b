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
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
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
     * Tallies the days that are over and were not tallied yet. Waits while nobody has confirmed the clock, for a day that is not over must not
     * be closed.
     */
    void tally() {
        if (!clock.trusted()) {
            return;
        }
        LocalDate today = clock.local().toLocalDate();
        LocalDate first = today.minusDays(MOST_DAYS);
        LocalDate day = ledger.read(table::last).map(last -> last.plusDays(1)).filter(next -> next.isAfter(first)).orElse(first);
        for (; day.isBefore(today); day = day.plusDays(1)) {
            LocalDate over = day;
            ledger.write(tx -> {
                Instant begun = over.atStartOfDay(KioskClock.ZONE).toInstant();
                Instant ended = over.plusDays(1).atStartOfDay(KioskClock.ZONE).toInstant();
                Optional<Tally> sum = table.sum(tx, over, begun, ended);
                table.insert(tx, over, begun, ended);
                if (sum.isPresent()) {
                    book.recordOfKiosk(tx, sum.get());
                }
                return null;
            });
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
            if (!balanced) {
                sendAgain(answer);
            }
        } catch (IOException | RuntimeException malformed) {
            LOG.warnf("the platform's word on a tally cannot be read: %s", malformed.getClass().getSimpleName());
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
            if (from > 0 && to >= from && to - from < MOST_MISSING) {
                ranges.merge(from, to, Math::max);
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
