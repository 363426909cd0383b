package cn.ting.mileage;

import cn.ting.condition.Conditions;
import cn.ting.link.Documents;
import cn.ting.link.Link;
import cn.ting.link.LinkSettings;
import cn.ting.outbox.Outbox;
import cn.ting.seal.DeviceKeyFile;
import cn.ting.seal.TlsSettings;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.time.KioskClock;
import cn.ting.visit.Milestone;
import cn.ting.visit.VisitBook;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What of a kiosk stands between a fact and its receipt: ledger, visit book, outbox and link, as they ship, with the settings they ship with. */
final class LinkedKiosk implements AutoCloseable {

    /** The facts of one visit, as many as a long one has. */
    static final int FACTS_A_VISIT = 20;

    private static final int A_COMMIT = 50;
    private static final String HALL = "fengshui-park";
    private static final String SERVICE = "general";

    final Ledger ledger;
    final Outbox outbox;
    final Documents documents = new Documents();
    final Link link;
    final Conditions conditions;
    private final VisitBook book;
    private final KioskClock clock;

    /** @param directory of its own; a ledger that stands there is gone on with */
    LinkedKiosk(String name, String area, URI broker, Path directory, KioskClock clock) {
        this.clock = clock;
        PlaceSettings place = new PlaceSettings(area, name, "亭", "Kiosk");
        conditions = new Conditions(clock);
        ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock);
        outbox = new Outbox(ledger, clock, place);
        book = new VisitBook(outbox, clock);
        link = new Link(standard(broker), new TlsSettings("none", "none", "none"), place, outbox, documents, conditions, clock,
                new DeviceKeyFile(Optional.empty(), directory, conditions));
    }

    /** The standard of every key, as {@code device-config/reference.yaml} has it. */
    private static LinkSettings standard(URI broker) {
        Duration second = Duration.ofSeconds(1);
        Duration minute = Duration.ofMinutes(1);
        return new LinkSettings(broker, Duration.ofSeconds(30), Duration.ofSeconds(10), 128, second, minute, second, minute);
    }

    /** Records the facts of visits one after the other, as a kiosk does that serves one resident at a time; fifty visits a commit. */
    void serve(int visits) {
        for (int from = 0; from < visits; from += A_COMMIT) {
            int first = from;
            int to = Math.min(visits, from + A_COMMIT);
            ledger.write(tx -> {
                for (int fact = first * FACTS_A_VISIT; fact < to * FACTS_A_VISIT; fact++) {
                    book.record(tx, "v-" + fact / FACTS_A_VISIT + "-6cJSvW8sXk3nQ1b5A", number());
                }
                return null;
            });
        }
    }

    /** Records facts of one visit in one commit. */
    void record(String visit, int facts) {
        ledger.write(tx -> {
            for (int fact = 0; fact < facts; fact++) {
                book.record(tx, visit, number());
            }
            return null;
        });
    }

    private Milestone.TicketIssued number() {
        return new Milestone.TicketIssued("t6F2wH9pTqGkV1yZc3RbLA", HALL, SERVICE, "D017", "k1-7-fengshui-park-general",
                clock.local().toLocalDate(), clock.instant(), null);
    }

    @Override
    public void close() {
        link.stop();
        ledger.close();
    }
}
