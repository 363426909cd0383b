package cn.ting.device.ups;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the variables of a UPS say (NUT, docs/nut-names.txt and new-drivers.txt, "Status data").
 *
 * @param supply where the power comes from; unknown when neither OL nor OB is told, and while the driver still waits for its UPS
 * @param replace true when a new battery is asked for
 * @param chargePercent how full the battery is
 * @param runtime how long it would last
 */
record NutReading(Supply supply, boolean replace, OptionalInt chargePercent, Optional<Duration> runtime) {

    private static final int MOST_SECONDS = 7 * 24 * 3_600;

    static NutReading of(Map<String, String> variables) {
        Set<String> words = Set.copyOf(java.util.List.of(variables.getOrDefault("ups.status", "").strip().split(" +")));
        Optional<Integer> charge = number(variables.get("battery.charge"), 100);
        return new NutReading(supply(words), words.contains("RB"), charge.map(OptionalInt::of).orElse(OptionalInt.empty()),
                number(variables.get("battery.runtime"), MOST_SECONDS).map(Duration::ofSeconds));
    }

    /** Forced shutdown (FSD) is an order to be off soon, whatever the mains do. */
    private static Supply supply(Set<String> words) {
        boolean line = words.contains("OL");
        boolean battery = words.contains("OB");
        if (words.contains("FSD")) {
            return Supply.BATTERY_LOW;
        }
        if (line == battery || words.contains("WAIT")) {
            return Supply.UNKNOWN;
        }
        return line ? Supply.MAINS : words.contains("LB") ? Supply.BATTERY_LOW : Supply.BATTERY;
    }

    /** Whole units of a value that drivers may write with a fraction; empty for none and for one out of range. */
    private static Optional<Integer> number(String written, int most) {
        if (written == null || !written.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return Optional.empty();
        }
        int whole = (int) Double.parseDouble(written);
        return whole <= most ? Optional.of(whole) : Optional.empty();
    }
}
