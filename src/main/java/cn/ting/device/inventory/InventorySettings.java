package cn.ting.device.inventory;

import cn.ting.settings.Section;
import cn.ting.settings.Setting;
import java.time.Duration;

/** How this cabinet's devices are held on to. */
public record InventorySettings(
        @Setting(why = "whether a device may stand on a line to this machine itself, as on a bench; never in a park",
                        standard = "false")
                boolean loopbackLines,
        @Setting(why = "wait before a broken line is opened again; short, because most breaks are a cable pushed back in",
                        standard = "500ms", min = "100ms", max = "1min")
                Duration reopenFirst,
        @Setting(why = "longest such wait, reached by doubling; a device switched on again is back within it",
                        standard = "10s", min = "100ms", max = "10min")
                Duration reopenMost,
        @Setting(why = "how long a device may be away before staff are told; longer than a cable pushed back in takes", standard = "800ms", min = "0s", max = "10min")
                Duration absentGrace,
        @Setting(why = "how long a device with a relay may be away before it is switched off and on",
                standard = "2min", min = "10s", max = "1d")
                Duration powerAfter,
        @Setting(why = "how long the power is gone then; shorter, and some supplies ride through it",
                standard = "5s", min = "1s", max = "40s")
                Duration powerOff,
        @Setting(why = "how often in 24 hours at most; a device that needs more is broken",
                standard = "4", unit = "times", min = "0", max = "24")
                int powerMost,
        @Setting(why = "the relay channel that feeds the modem or router, RELAY/CHANNEL as for a device; it is switched off and on when the"
                + " platform has not been reached for long, no oftener than a device, for a modem that hangs is cured by nothing else",
                standard = "none", pattern = DeviceSettings.POWER_FORM)
                String modem,
        @Setting(why = "how long the platform may not be reached before that, and between two such tries; much longer than the platform's own"
                + " restarts, which no modem is to blame for; each kiosk adds up to half of it by chance, so that not all do it at once",
                standard = "30min", min = "5min", max = "1d")
                Duration modemAfter) {

    /** Devices held on to as the file's defaults say, but for the waits given. */
    public InventorySettings(boolean loopbackLines, Duration reopenFirst, Duration reopenMost, Duration absentGrace) {
        this(loopbackLines, reopenFirst, reopenMost, absentGrace, Duration.ofMinutes(2), Duration.ofSeconds(5), 4);
    }

    /** The same with waits and bounds for power, and a modem that hangs on no relay. */
    public InventorySettings(boolean loopbackLines, Duration reopenFirst, Duration reopenMost, Duration absentGrace, Duration powerAfter,
            Duration powerOff, int powerMost) {
        this(loopbackLines, reopenFirst, reopenMost, absentGrace, powerAfter, powerOff, powerMost, "none", Duration.ofMinutes(30));
    }

    public InventorySettings {
        if (reopenFirst.compareTo(reopenMost) > 0) {
            throw new IllegalArgumentException("has a reopenFirst no longer than reopenMost");
        }
        if (!DeviceSettings.isPower(modem)) {
            throw new IllegalArgumentException("has its modem on RELAY/CHANNEL, such as board/4, or on none, not on " + modem);
        }
    }

    /** The modem as what it is to a relay: one more that is fed. */
    DeviceSettings fedModem() {
        return new DeviceSettings("modem", "none", "none", modem, Section.empty());
    }
}
