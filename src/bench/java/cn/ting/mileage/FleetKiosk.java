package cn.ting.mileage;

import cn.ting.condition.Conditions;
import cn.ting.hall.Boards;
import cn.ting.hall.Issue;
import cn.ting.hall.Leases;
import cn.ting.hall.Numbers;
import cn.ting.hall.Ticket;
import cn.ting.matter.CatalogueSync;
import cn.ting.matter.MatterSettings;
import cn.ting.platform.Dsse;
import cn.ting.seal.TrustAnchor;
import cn.ting.settings.PlaceSettings;
import cn.ting.time.KioskClock;
import cn.ting.visit.Milestone;
import cn.ting.visit.VisitBook;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** One kiosk of many in this process: what lies between the network and a number, as it ships, without devices and pages. */
final class FleetKiosk implements AutoCloseable {

    /** Open day and night. */
    static final String HALL = "fengshui-park-station";

    static final String SERVICE = "general";

    final LinkedKiosk core;
    private final CatalogueSync sync;
    private final Boards boards;
    private final Leases leases;
    private final Numbers numbers;
    private final VisitBook book;

    FleetKiosk(String name, String area, URI broker, Path directory, KioskClock clock) {
        core = new LinkedKiosk(name, area, broker, directory, clock);
        Conditions conditions = core.conditions;
        TrustAnchor anchor = new TrustAnchor(Dsse.PUBLIC);
        sync = CatalogueSync.alone(
                new MatterSettings(directory.resolve("catalogue.db").toString()), core.documents, anchor, conditions, clock,
                core.link);
        boards = new Boards(core.documents, conditions);
        leases = new Leases(core.documents, anchor, new PlaceSettings(area, name, "亭", "Kiosk"), core.outbox, core.ledger, conditions, clock);
        numbers = new Numbers(sync.catalogue(), boards, leases, core.outbox, core.ledger, clock, conditions);
        book = new VisitBook(core.outbox, clock);
    }

    void start() {
        leases.start();
        boards.start();
        sync.start();
        core.link.start();
    }

    boolean hasCatalogue() {
        return sync.catalogue().version().isPresent();
    }

    /** Gives a visit a number in one commit; false while there is none to give. */
    boolean take(String visit) {
        return core.ledger.write(tx -> {
            if (numbers.issue(tx, visit, Optional.empty(), HALL, SERVICE) instanceof Issue.Fresh fresh) {
                Ticket ticket = fresh.ticket();
                book.record(tx, visit, new Milestone.TicketIssued(ticket.ticket(), HALL, SERVICE, ticket.number().toString(), ticket.lease(),
                        ticket.businessDate(), ticket.takenAt(), null));
                return true;
            }
            return false;
        });
    }

    boolean drained() {
        return core.outbox.waiting() == 0;
    }

    @Override
    public void close() {
        sync.stop();
        core.close();
    }
}
