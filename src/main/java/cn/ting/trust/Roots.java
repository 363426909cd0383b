package cn.ting.trust;

import cn.ting.condition.Conditions;
import cn.ting.link.Document;
import cn.ting.link.Documents;
import cn.ting.seal.BadSealException;
import cn.ting.seal.TrustAnchor;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import cn.ting.time.KioskClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Asks for the next root, one version at a time, so that a kiosk that was away for years follows link by link. Each version has a topic of its
 * own, where it stays.
 */
@Singleton
public final class Roots {

    private static final Logger LOG = Logger.getLogger(Roots.class);
    private static final Duration LOOK_EVERY = Duration.ofHours(1);
    private static final int MOST_BYTES = 32 * 1024;

    private final Documents documents;
    private final TrustAnchor anchor;
    private final PlaceSettings place;
    private final Ledger ledger;
    private final Conditions conditions;
    private final KioskClock clock;
    private final RootTable table = new RootTable();

    Roots(Documents documents, TrustAnchor anchor, PlaceSettings place, Ledger ledger, Conditions conditions, KioskClock clock) {
        this.documents = documents;
        this.anchor = anchor;
        this.place = place;
        this.ledger = ledger;
        this.conditions = conditions;
        this.clock = clock;
    }

    /** Proves the chain of former lives and asks for what follows; called once at the kiosk's start, before any document is read. */
    public void start() {
        try {
            List<byte[]> chain = ledger.read(table::chain);
            for (byte[] root : chain) {
                anchor.adopt(root, place.area());
            }
        } catch (LedgerException told) {
            LOG.warn("the chain of roots cannot be read and is fetched anew");
        } catch (BadSealException otherAnchor) {
            LOG.warnf("the chain of roots does not begin with the key in the settings and is fetched anew: %s", otherAnchor.getMessage());
            forget();
        }
        ask();
        clock.every(LOOK_EVERY, this::look);
    }

    private void forget() {
        try {
            ledger.write(tx -> {
                table.deleteAfter(tx, anchor.rootVersion());
                return null;
            });
        } catch (LedgerException told) {
            // Its rows are put over one by one.
        }
    }

    private void ask() {
        documents.subscribe(topic(anchor.rootVersion() + 1), this::read);
    }

    private static String topic(long version) {
        return "catalogue/root/" + version;
    }

    void read(Document document) {
        if (document.payload().length == 0) {
            return;
        }
        try {
            if (document.payload().length > MOST_BYTES) {
                throw new BadSealException("a root of " + document.payload().length + " bytes is too large");
            }
            long before = anchor.rootVersion();
            if (!document.topic().endsWith("/" + topic(before + 1))) {
                return;
            }
            anchor.adopt(document.payload(), place.area());
            conditions.clear(TrustFault.REFUSED, "");
            LOG.infof("root %d is in force", anchor.rootVersion());
            documents.unsubscribe(topic(before + 1));
            keep(document.payload());
            ask();
            // What was refused under the root before may be good under this one.
            documents.askAgain();
        } catch (BadSealException refused) {
            conditions.raise(TrustFault.REFUSED, "", refused.getMessage());
        }
        look();
    }

    private void keep(byte[] root) {
        try {
            ledger.write(tx -> {
                table.put(tx, anchor.rootVersion(), root);
                return null;
            });
        } catch (LedgerException told) {
            // It is in force all the same, and retained: a later start fetches it again.
        }
    }

    private void look() {
        conditions.set(anchor.rootExpired(), TrustFault.EXPIRED, "", "root " + anchor.rootVersion() + " expired " + anchor.rootExpires());
    }
}
