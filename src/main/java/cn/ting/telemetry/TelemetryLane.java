package cn.ting.telemetry;

import java.util.Locale;

/** Which events go first; their order is also what the ledger keeps them by. */
public enum TelemetryLane {
    /** What began to be wrong, or was right again. */
    HEALTH,
    /** Warnings and errors of the log. */
    LOGS;

    /** As the contract names it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
