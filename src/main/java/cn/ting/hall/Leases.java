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
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The leases the platform has granted, as its signed document names them: whoever could forge it could give numbers out
 * twice. The document is the whole of what is in force; one delivered again changes no cursor.
 */
@Singleton
public final class Leases {

    static final String PAYLOAD_TYPE = "application/vnd.ting.leases+json";

    private static final int MOST_LEASES = 512;

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
    private final ObjectMapper json = new ObjectMapper();
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
            List<Lease> granted = parse(anchor.open(document.payload(), PAYLOAD_TYPE), epoch);
            ledger.write(tx -> {
                table.withdrawAll(tx);
                for (Lease lease : granted) {
                    table.grant(tx, lease, epoch);
                }
                return null;
            });
            conditions.clear(HallFault.LEASES_REFUSED, "");
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

    /** A lease of another epoch was granted to another life of this ledger and is not ours to draw from. */
    private List<Lease> parse(byte[] payload, String epoch) throws IOException {
        JsonNode rows = json.readTree(payload).path("leases");
        if (!rows.isArray() || rows.size() > MOST_LEASES) {
            throw new IllegalArgumentException("a list of at most " + MOST_LEASES + " leases was expected");
        }
        List<Lease> leases = new ArrayList<>();
        for (JsonNode row : rows) {
            if (row.path("epoch").asText().equals(epoch)) {
                leases.add(lease(row));
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
                row.path("link").asText());
    }
}
