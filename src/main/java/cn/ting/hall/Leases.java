package cn.ting.hall;

import cn.ting.condition.Conditions;
import cn.ting.link.Document;
import cn.ting.link.Documents;
import cn.ting.outbox.Outbox;
import cn.ting.seal.BadSealException;
import cn.ting.seal.TrustAnchor;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import cn.ting.store.Transaction;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The leases the platform has granted, as its signed document names them: whoever could forge it could give numbers out
 * twice. The document is the whole of what is in force; one delivered again changes no cursor, and one older than the newest taken in is
 * refused.
 */
@Singleton
public final class Leases {

    static final String PAYLOAD_TYPE = "application/vnd.ting.leases+json";

    private static final int MOST_LEASES = 512;
    private static final int MOST_ODD = 3;

    /** How long after the ledger refused a document it is asked for again; one such wait at a time. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final Documents documents;
    private final TrustAnchor anchor;
    private final PlaceSettings place;
    private final Outbox outbox;
    private final Ledger ledger;
    private final Conditions conditions;
    private final KioskClock clock;
    private final LeaseTable table = new LeaseTable();
    private final LeaseDocumentTable documentTable = new LeaseDocumentTable();
    private final ObjectMapper json = new ObjectMapper();
    /** True once a document was taken in since this start. */
    private volatile boolean heard;
    private KioskClock.Alarm again = () -> {};

    public Leases(
            Documents documents,
            TrustAnchor anchor,
            PlaceSettings place,
            Outbox outbox,
            Ledger ledger,
            Conditions conditions,
            KioskClock clock) {
        this.documents = documents;
        this.anchor = anchor;
        this.place = place;
        this.outbox = outbox;
        this.ledger = ledger;
        this.conditions = conditions;
        this.clock = clock;
    }

    /** Begins to follow the leases; called at the kiosk's start, and again to be brought the document once more. */
    public void start() {
        documents.subscribe("kiosk/" + place.kiosk() + "/down/lease", this::read);
    }

    void read(Document document) {
        if (document.payload().length == 0) {
            return;
        }
        try {
            String epoch = outbox.epoch();
            JsonNode payload = json.readTree(anchor.open(document.payload(), PAYLOAD_TYPE));
            if (!payload.path("area").asText().equals(place.area()) || !payload.path("kiosk").asText().equals(place.kiosk())) {
                // Signed all the same, and its version may be higher than ours.
                throw new BadSealException("the leases of another kiosk");
            }
            LeaseDocument told = head(payload);
            List<String> odd = new ArrayList<>();
            List<Lease> granted = parse(payload, epoch, odd);
            long before = ledger.write(tx -> {
                LeaseDocument newest = documentTable.newest(tx);
                if (told.version() < newest.version()) {
                    return newest.version();
                }
                documentTable.put(tx, told);
                table.withdrawAll(tx);
                for (Lease lease : granted) {
                    if (!table.grant(tx, lease, epoch) && odd.size() < MOST_ODD) {
                        odd.add(lease.lease() + " of another epoch");
                    }
                }
                return told.version();
            });
            if (told.version() < before) {
                throw new BadSealException("leases of version " + told.version() + " are older than " + before);
            }
            heard = true;
            conditions.clear(HallFault.LEASES_REFUSED, "");
            conditions.set(!odd.isEmpty(), HallFault.LEASE_ODD, "", String.join(", ", odd));
            conditions.clearAll(HallFault.NUMBERS_OUT);
        } catch (LedgerException told) {
            // The document is retained: asking anew brings it again, and with it the same try.
            again.cancel();
            again = clock.after(AGAIN, this::start);
        } catch (BadSealException refused) {
            conditions.raise(HallFault.LEASES_REFUSED, "", refused.getMessage());
        } catch (IOException | DateTimeException | IllegalArgumentException malformed) {
            conditions.raise(HallFault.LEASES_REFUSED, "", malformed.getClass().getSimpleName());
        }
    }

    /**
     * The day whose numbers may be given. While this machine's clock is not trusted it is the newest the platform has spoken of, be it by the
     * time that it has told. Where it has told none, a clock that is already past that day may be right, so that unless the platform has spoken
     * since this start no day is known.
     */
    Optional<LocalDate> businessDate(Transaction tx) throws SQLException {
        boolean trusted = clock.trusted();
        KioskClock.Moment now = clock.moment();
        LocalDate today = now.local().toLocalDate();
        if (trusted) {
            return Optional.of(today);
        }
        Optional<LocalDate> spoken = documentTable.newest(tx).businessDate();
        if (now.sure()) {
            return spoken.filter(day -> day.isAfter(today)).or(() -> Optional.of(today));
        }
        return spoken.isEmpty() ? Optional.of(today) : spoken.filter(day -> heard || !today.isAfter(day));
    }

    private static LeaseDocument head(JsonNode payload) {
        long version = payload.path("version").asLong(0);
        if (version < 0) {
            throw new IllegalArgumentException("a version below 0");
        }
        String day = payload.path("businessDate").asText("");
        return new LeaseDocument(version, day.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(day)));
    }

    /**
     * A lease of another epoch was granted to another life of this ledger and is not ours to draw from. One that cannot be is passed over, for
     * the others are of other halls and services.
     *
     * @param odd gets the first few that were passed over
     */
    private static List<Lease> parse(JsonNode payload, String epoch, List<String> odd) {
        JsonNode rows = payload.path("leases");
        if (!rows.isArray() || rows.size() > MOST_LEASES) {
            throw new IllegalArgumentException("a list of at most " + MOST_LEASES + " leases was expected");
        }
        List<Lease> leases = new ArrayList<>();
        for (JsonNode row : rows) {
            if (row.path("epoch").asText().equals(epoch)) {
                try {
                    leases.add(lease(row));
                } catch (DateTimeException | IllegalArgumentException refused) {
                    if (odd.size() < MOST_ODD) {
                        odd.add(row.path("leaseId").asText() + " " + refused.getClass().getSimpleName());
                    }
                }
            }
        }
        return leases;
    }

    private static Lease lease(JsonNode row) {
        int first = row.path("from").asInt();
        return new Lease(
                row.path("leaseId").asText(),
                row.path("hall").asText(),
                row.path("service").asText(),
                row.path("letter").asText(),
                LocalDate.parse(row.path("businessDate").asText()),
                Instant.parse(row.path("validFrom").asText()),
                Instant.parse(row.path("validUntil").asText()),
                first,
                row.path("to").asInt(),
                first,
                Base64.getDecoder().decode(row.path("slipKey").asText()),
                row.path("link").asText(),
                NoShow.read(row.path("noShow").asText("")));
    }
}
