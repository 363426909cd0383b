package cn.ting.device.inventory;

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
        @Setting(why = "how long a device may be away before staff are told", standard = "3s", min = "0s", max = "10min")
                Duration absentGrace) {

    public InventorySettings {
        if (reopenFirst.compareTo(reopenMost) > 0) {
            throw new IllegalArgumentException("has a reopenFirst no longer than reopenMost");
        }
    }
}
