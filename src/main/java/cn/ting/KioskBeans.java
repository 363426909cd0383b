package cn.ting;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.hawkbit.HawkbitSettings;
import cn.ting.health.HangRestarts;
import cn.ting.link.LinkSettings;
import cn.ting.matter.MatterSettings;
import cn.ting.ota.OtaPlaces;
import cn.ting.ota.OtaSettings;
import cn.ting.paper.PaperSettings;
import cn.ting.power.PowerSettings;
import cn.ting.seal.DeviceKeyFile;
import cn.ting.seal.TlsSettings;
import cn.ting.seal.TrustAnchor;
import cn.ting.settings.PlaceSettings;
import cn.ting.settings.SettingsException;
import cn.ting.settings.SettingsKeeper;
import cn.ting.setup.SetupCheck;
import cn.ting.setup.SetupFolder;
import cn.ting.setup.SetupSettings;
import cn.ting.store.Ledger;
import cn.ting.time.KioskClock;
import cn.ting.telemetry.TelemetrySettings;
import cn.ting.visit.VisitSettings;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the rooms are given: their part of {@code device-config}, and the ledger in the data directory. */
class KioskBeans {

    @Produces
    @Singleton
    KioskSettings settings(
            @ConfigProperty(name = "ting.device-config") Path file,
            @ConfigProperty(name = "ting.data") Path data,
            @ConfigProperty(name = "ting.trial") Optional<String> trial,
            Drivers drivers,
            SetupFolder wishes,
            SettingsKeeper keeper) {
        try {
            Files.createDirectories(data);
        } catch (IOException refused) {
            throw new SettingsException("ting.data", "names " + data + ", which cannot be made: " + refused);
        }
        Optional<SetupFolder.Candidate> wish = wishes.begin(file);
        while (wish.isPresent()) {
            try {
                return read(keeper, wish.get().text(), drivers);
            } catch (SettingsException refused) {
                if (trial.isPresent()) {
                    // A release that cannot take what is in force is taken back; the one before goes on with it.
                    throw refused;
                }
                wish = wishes.refused(wish.get(), String.valueOf(refused.getMessage()));
            }
        }
        // The copy stays the one that the release before this can read, until this one is kept.
        return trial.isPresent()
                ? keeper.loadForTrial(KioskSettings.class, settings -> check(settings, drivers))
                : keeper.load(KioskSettings.class, settings -> check(settings, drivers));
    }

    @Produces
    @Singleton
    SettingsKeeper keeper(@ConfigProperty(name = "ting.device-config") Path file, @ConfigProperty(name = "ting.data") Path data, Conditions conditions) {
        return new SettingsKeeper(file, data.resolve("device-config.last-good.yaml"), conditions);
    }

    /** Reads what the platform wishes for. */
    private static KioskSettings read(SettingsKeeper keeper, String text, Drivers drivers) {
        return keeper.read("down-setup.yaml", text, KioskSettings.class, settings -> check(settings, drivers));
    }

    private static void check(KioskSettings settings, Drivers drivers) {
        drivers.check(settings.inventory(), settings.devices());
        anchor(settings.seal().trustAnchor());
    }

    @Produces
    @Singleton
    SetupFolder wishes(@ConfigProperty(name = "ting.data") Path data) {
        return new SetupFolder(data.resolve("setup"));
    }

    /** A wish that would make another kiosk of this one, or have it believe another platform, could never be taken back by either. */
    @Produces
    @Singleton
    SetupCheck setupCheck(SettingsKeeper keeper, Drivers drivers, KioskSettings now) {
        return text -> {
            KioskSettings wished = read(keeper, text, drivers);
            same("place.area", now.place().area(), wished.place().area());
            same("place.kiosk", now.place().kiosk(), wished.place().kiosk());
            same("seal.trustAnchor", now.seal().trustAnchor(), wished.seal().trustAnchor());
        };
    }

    private static void same(String key, String now, String wished) {
        if (!now.equals(wished)) {
            throw new SettingsException(key, "is changed by a technician only");
        }
    }

    @Produces
    @Singleton
    SetupSettings setup(KioskSettings settings) {
        return settings.setup();
    }

    @Produces
    @Singleton
    OtaSettings ota(KioskSettings settings) {
        return settings.ota();
    }

    @Produces
    @Singleton
    HawkbitSettings hawkbit(KioskSettings settings) {
        return settings.hawkbit();
    }

    @Produces
    @Singleton
    OtaPlaces otaPlaces(
            @ConfigProperty(name = "ting.slots") Optional<Path> slots,
            @ConfigProperty(name = "ting.slot") Optional<String> slot,
            @ConfigProperty(name = "ting.trial") Optional<String> trial,
            @ConfigProperty(name = "ting.release-pem") Path key,
            @ConfigProperty(name = "ting.release-root") Path root,
            @ConfigProperty(name = "ting.data") Path data) {
        return new OtaPlaces(slots, slot, trial.orElse(""), key, root, data.resolve("tuf"));
    }

    @Produces
    @Singleton
    PlaceSettings place(KioskSettings settings) {
        return settings.place();
    }

    @Produces
    @Singleton
    TrustAnchor trustAnchor(KioskSettings settings, KioskClock clock) {
        return new TrustAnchor(settings.seal().trustAnchor(), clock::best);
    }

    @Produces
    @Singleton
    LinkSettings link(KioskSettings settings) {
        return settings.link();
    }

    @Produces
    @Singleton
    TlsSettings tls(KioskSettings settings) {
        return settings.tls();
    }

    @Produces
    @Singleton
    InventorySettings inventory(KioskSettings settings) {
        return settings.inventory();
    }

    @Produces
    @Singleton
    List<DeviceSettings> devices(KioskSettings settings) {
        return settings.devices();
    }

    @Produces
    @Singleton
    TelemetrySettings telemetry(KioskSettings settings) {
        return settings.telemetry();
    }

    @Produces
    @Singleton
    VisitSettings visit(KioskSettings settings) {
        return settings.visit();
    }

    @Produces
    @Singleton
    PowerSettings power(KioskSettings settings) {
        return settings.power();
    }

    @Produces
    @Singleton
    PaperSettings paper(KioskSettings settings) {
        return settings.paper();
    }

    @Produces
    @Singleton
    MatterSettings matter(@ConfigProperty(name = "ting.data") Path data) {
        return new MatterSettings(data.resolve("catalogue.db").toString());
    }

    @Produces
    @Singleton
    Ledger ledger(@ConfigProperty(name = "ting.data") Path data, Conditions conditions, KioskClock clock) {
        return new Ledger(data.resolve("ledger.db"), conditions, clock);
    }

    @Produces
    @Singleton
    DeviceKeyFile deviceKey(@ConfigProperty(name = "ting.data") Path data, Conditions conditions) {
        return new DeviceKeyFile(Optional.ofNullable(System.getenv("CREDENTIALS_DIRECTORY")).map(Path::of), data, conditions);
    }

    @Produces
    @Singleton
    HangRestarts hangRestarts(@ConfigProperty(name = "ting.data") Path data) {
        return new HangRestarts(data.resolve("hang-restarts"));
    }

    void close(@Disposes Ledger ledger) {
        ledger.close();
    }

    private static void anchor(String key) {
        try {
            new TrustAnchor(key);
        } catch (IllegalArgumentException wrong) {
            throw new SettingsException("seal.trustAnchor", "is " + wrong.getMessage());
        }
    }
}
