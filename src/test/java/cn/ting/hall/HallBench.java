package cn.ting.hall;

import cn.ting.catalogue.CatalogueContent;
import cn.ting.catalogue.TestPen;
import cn.ting.link.Document;
import cn.ting.matter.CatalogueBench;
import cn.ting.outbox.Outbox;
import cn.ting.seal.TrustAnchor;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** A kiosk's halls with the platform's pen within reach: a published catalogue, a ledger, no link. */
public final class HallBench implements AutoCloseable {

    public static final String HALL = "fengshui-district-hall";
    public static final String SERVICE = "social-insurance";
    static final PlaceSettings PLACE = new PlaceSettings("fengshui", "k1", "亭", "Kiosk");

    public final CatalogueBench catalogue;
    public final Ledger ledger;
    public final Outbox outbox;
    final Boards boards;
    Leases leases;
    public Numbers numbers;

    public HallBench(Path directory) {
        catalogue = new CatalogueBench(directory.resolve("catalogue.db"));
        catalogue.sync(CatalogueContent.read().mostAsked(10), 1);
        ledger = new Ledger(directory.resolve("ledger.db"), catalogue.conditions, catalogue.clock);
        outbox = new Outbox(ledger, catalogue.clock, PLACE);
        boards = new Boards(catalogue.link.documents(), catalogue.conditions);
        begin();
    }

    /** The process begins anew; nothing has been delivered to it yet. */
    public void begin() {
        leases = new Leases(catalogue.link.documents(), new TrustAnchor(catalogue.pen.publicKey()), PLACE, outbox, ledger,
                catalogue.conditions, catalogue.clock);
        numbers = new Numbers(catalogue.catalogue, boards, leases, outbox, ledger, catalogue.clock, catalogue.conditions);
    }

    /** A lease for the morning of Monday, 23 November 2026, on which the stepped clock starts. */
    public String lease(String id, int from, int to) {
        return lease(id, from, to, outbox.epoch(), "2026-11-23", "A");
    }

    String lease(String id, int from, int to, String epoch, String date, String letter) {
        String key = Base64.getEncoder().encodeToString("a-key-of-sixteen".getBytes(StandardCharsets.US_ASCII));
        return """
                {"leaseId":"%s","epoch":"%s","hall":"%s","service":"%s","letter":"%s","businessDate":"%s",
                 "validFrom":"%sT00:00:00+08:00","validUntil":"%sT23:59:00+08:00","from":%d,"to":%d,"slipKey":"%s",
                 "link":"https://area.example/t/{ticket}.{mac}"}"""
                .formatted(id, epoch, HALL, SERVICE, letter, date, date, date, from, to, key);
    }

    public void grant(String... rows) {
        grantBy(catalogue.pen, rows);
    }

    void grantBy(TestPen pen, String... rows) {
        leases.read(new Document("ting/1/fengshui/kiosk/k1/down/lease", granting(pen, rows)));
    }

    /** As the platform tells it on a day, under a version. */
    void grantOn(String businessDate, long version, String... rows) {
        String payload = "{\"area\":\"fengshui\",\"kiosk\":\"k1\",\"version\":" + version + ",\"businessDate\":\"" + businessDate
                + "\",\"leases\":[" + String.join(",", rows) + "]}";
        leases.read(new Document("ting/1/fengshui/kiosk/k1/down/lease",
                catalogue.pen.sign(Leases.PAYLOAD_TYPE, payload.getBytes(StandardCharsets.UTF_8))));
    }

    byte[] granting(TestPen pen, String... rows) {
        byte[] payload = ("{\"area\":\"fengshui\",\"kiosk\":\"k1\",\"leases\":[" + String.join(",", rows) + "]}").getBytes(StandardCharsets.UTF_8);
        return pen.sign(Leases.PAYLOAD_TYPE, payload);
    }

    Issue take(String visit) {
        return ledger.write(tx -> numbers.issue(tx, visit, Optional.empty(), HALL, SERVICE));
    }

    Issue take(String visit, String person) {
        return ledger.write(tx -> numbers.issue(tx, visit, Optional.of(person), HALL, SERVICE));
    }

    boolean cancel(String visit, Ticket ticket) {
        Boolean done = ledger.write(tx -> numbers.cancel(tx, visit, ticket.ticket()));
        return done;
    }

    /** The number given, as shown; the kind of answer where none was. */
    String taken(String visit) {
        Issue issue = take(visit);
        return issue instanceof Issue.Fresh fresh ? fresh.ticket().number().toString() : issue.getClass().getSimpleName();
    }

    void board(String json) {
        boards.read(new Document("ting/1/fengshui/hall/" + HALL + "/board", json.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        ledger.close();
        catalogue.close();
    }
}
