package cn.ting.hawkbit;

import cn.ting.http.ServerTrust;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.time.KioskClock;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The update server, and what this kiosk took up of it. For one thread. */
public final class Hawkbit {

    private final HawkbitSettings settings;
    private final PlaceSettings place;
    private final Ledger ledger;
    private final ServerTrust trust;
    private final Ddi ddi;
    private final HawkbitTable table = new HawkbitTable();

    private Hawkbit(HawkbitSettings settings, PlaceSettings place, Ledger ledger, KioskClock clock) {
        this.settings = settings;
        this.place = place;
        this.ledger = ledger;
        this.trust = ServerTrust.of(settings.authority());
        this.ddi = new Ddi(settings, place.area() + "." + place.kiosk(), clock);
    }

    /**
     * The server that is configured; empty for none.
     *
     * @param clock by which a slow answer is given up
     */
    public static Optional<Hawkbit> of(HawkbitSettings settings, PlaceSettings place, Ledger ledger, KioskClock clock) {
        return settings.hasServer() ? Optional.of(new Hawkbit(settings, place, ledger, clock)) : Optional.empty();
    }

    public Ddi ddi() {
        return ddi;
    }

    public URI repository() {
        return settings.repository();
    }

    /** Whom to believe to be the repository's server. */
    public ServerTrust trust() {
        return trust;
    }

    /** The root that this repository begins with; empty where it is a mirror of the platform's. */
    public Optional<Path> ownRoot() {
        return settings.ownRoot();
    }

    public PlaceSettings place() {
        return place;
    }

    /** The action that was taken up and has not ended; empty for none. */
    public Optional<Assignment> open() {
        return ledger.read(table::all).stream().filter(one -> !one.stage().isEnd()).reduce((one, later) -> later);
    }

    public Optional<Assignment> find(String action) {
        return ledger.read(tx -> table.find(tx, action));
    }

    /** The actions of whose last stage the server does not know yet, oldest first. */
    public List<Assignment> untold() {
        return ledger.read(table::all).stream().filter(Assignment::isUntold).toList();
    }

    /** When it returns, the next process knows. */
    public Assignment keep(Assignment assignment) {
        ledger.write(tx -> {
            table.put(tx, assignment);
            return null;
        });
        return assignment;
    }
}
