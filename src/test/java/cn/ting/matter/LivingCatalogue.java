package cn.ting.matter;

import cn.ting.condition.Conditions;
import cn.ting.link.Documents;
import cn.ting.link.Link;
import cn.ting.seal.TrustAnchor;
import cn.ting.time.KioskClock;
import java.nio.file.Path;

/** A kiosk's catalogue with its own thread, for tests that run without the container that makes it otherwise. */
public final class LivingCatalogue {

    public final Catalogue catalogue;
    private final CatalogueSync sync;

    public LivingCatalogue(Path file, Documents documents, TrustAnchor anchor, Conditions conditions, KioskClock clock,
            Link link) {
        CatalogueFile opened = new CatalogueFile(new MatterSettings(file.toString()), conditions);
        catalogue = new Catalogue(opened, clock);
        sync = new CatalogueSync(documents, anchor, new CatalogueShelf(opened, catalogue), opened, conditions, clock, link);
    }

    public void start() {
        sync.start();
    }

    public void stop() {
        sync.stop();
    }
}
