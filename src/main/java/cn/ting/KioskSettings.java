package cn.ting;

import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.hawkbit.HawkbitSettings;
import cn.ting.link.LinkSettings;
import cn.ting.ota.OtaSettings;
import cn.ting.paper.PaperSettings;
import cn.ting.power.PowerSettings;
import cn.ting.seal.SealSettings;
import cn.ting.seal.TlsSettings;
import cn.ting.settings.PlaceSettings;
import cn.ting.settings.Setting;
import cn.ting.setup.SetupSettings;
import cn.ting.telemetry.TelemetrySettings;
import cn.ting.visit.VisitSettings;
import java.util.List;

/** The whole of one {@code device-config} file, one record a room. */
public record KioskSettings(
        @Setting(why = "which kiosk this is and where it stands") PlaceSettings place,
        @Setting(why = "what this kiosk believes without proof") SealSettings seal,
        @Setting(why = "the way to the central platform") LinkSettings link,
        @Setting(why = "the certificate this kiosk shows on that way") TlsSettings tls,
        @Setting(why = "what holds for all devices") InventorySettings inventory,
        @Setting(why = "the devices of this cabinet") List<DeviceSettings> devices,
        @Setting(why = "how long a visit waits for its resident") VisitSettings visit,
        @Setting(why = "what is done when the mains are lost") PowerSettings power,
        @Setting(why = "what printed sheets are set in") PaperSettings paper,
        @Setting(why = "how a configuration that the platform wishes for is tried") SetupSettings setup,
        @Setting(why = "how newer releases of this program come and are tried") OtaSettings ota,
        @Setting(why = "how much of what may be lost is kept for the platform while it is away") TelemetrySettings telemetry,
        @Setting(why = "an update server of the area's that assigns releases, beside the platform") HawkbitSettings hawkbit) {}
