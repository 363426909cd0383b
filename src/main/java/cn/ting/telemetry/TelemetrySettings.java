package cn.ting.telemetry;

import cn.ting.settings.Setting;

/** How much of what may be lost is kept while it cannot be sent. */
public record TelemetrySettings(
        @Setting(standard = "1024", min = "16", max = "4096", unit = "KiB",
                why = "room for what was wrong, 200 bytes a change; the oldest is let go of first, and counted")
                int health,
        @Setting(standard = "512", min = "16", max = "4096", unit = "KiB",
                why = "room for warnings and errors of the log, 300 bytes a line, likewise")
                int logs) {

    long bytes(TelemetryLane lane) {
        return 1024L * (lane == TelemetryLane.HEALTH ? health : logs);
    }
}
