package cn.ting.ota;

import cn.ting.http.Pace;
import cn.ting.slots.Cabinet;
import cn.ting.slots.Installer;
import cn.ting.slots.ReleaseKey;
import cn.ting.slots.Slots;
import cn.ting.time.KioskClock;
import cn.ting.trial.Journal;
import cn.ting.trial.UpdateTeller;
import cn.ting.tuf.Updater;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** What every way of a release into the free slot goes with: one verifier, one journal, one who tells. */
record OtaKit(OtaSettings settings, OtaPlaces places, Slots slots, ReleaseKey key, Journal journal, UpdateTeller teller, Cabinet cabinet,
        Pace pace, KioskClock clock) {

    private static final long KILOBYTE = 1_000;
    private static final long MEGABYTE = 1_000_000;

    /** @param serving whether somebody is served now: what is brought here makes way then */
    static OtaKit of(OtaSettings settings, OtaPlaces places, Slots slots, Cabinet cabinet, UpdateTeller teller, BooleanSupplier serving,
            KioskClock clock) {
        return new OtaKit(settings, places, slots, new ReleaseKey(places.releaseKey()), new Journal(slots), teller, cabinet,
                new Pace(settings.fetchRate() * KILOBYTE, serving, clock), clock);
    }

    Installer installer() {
        return new Installer(slots, key, settings.reserve() * MEGABYTE);
    }

    Bringing bringing() {
        return new Bringing(journal, teller);
    }

    /** A folder for what is on its way. */
    Path fetching() {
        return slots.root().resolve("fetching");
    }

    /** The folder of trusted metadata, which begins with the root that came with the machine. */
    Path trusted() throws IOException {
        if (Files.notExists(places.metadata().resolve("root.json"))) {
            Updater.initialize(places.metadata(), Files.readAllBytes(places.firstRoot()));
        }
        return places.metadata();
    }
}
