package cn.ting.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The durations of a range as a pattern, since a JSON Schema cannot compare {@code 90s} with {@code 2min}. */
final class DurationPattern {

    /** What a count of digits may be at most, see {@link Scalars#duration}. */
    private static final long MOST = 999_999_999;
    private static final int TEN = 10;

    private static final Map<Duration, String> UNITS = new TreeMap<>(Map.of(
            Duration.ofMillis(1), "ms", Duration.ofSeconds(1), "s", Duration.ofMinutes(1), "min", Duration.ofHours(1), "h", Duration.ofDays(1), "d"));

    private DurationPattern() {}

    /** @param min written as in the file, empty for none; {@code max} likewise */
    static String of(String min, String max) {
        Duration least = min.isEmpty() ? Duration.ZERO : Scalars.duration(min);
        Duration most = max.isEmpty() ? Duration.ofDays(MOST) : Scalars.duration(max);
        List<String> choices = new ArrayList<>();
        UNITS.forEach((unit, name) -> {
            long from = least.plus(unit).minusNanos(1).dividedBy(unit);
            long to = Math.min(MOST, most.dividedBy(unit));
            if (from <= to) {
                choices.add("(" + String.join("|", numbers(from, to)) + ")" + name);
            }
        });
        return "^(" + String.join("|", choices) + ")$";
    }

    /** Patterns that together match the numbers from one to another, both included, written without leading noughts. */
    static List<String> numbers(long from, long to) {
        List<String> patterns = new ArrayList<>();
        for (long at = from; at <= to; ) {
            long free = 1;
            while (at % (free * TEN) == 0 && at > 0 && at + free * TEN - 1 <= to) {
                free *= TEN;
            }
            // As many steps of this size as share all digits before the one that changes.
            long last = Math.min(TEN - 1, at / free % TEN + (to - at + 1) / free - 1);
            patterns.add(pattern(at / free, last, free));
            at += (last - at / free % TEN + 1) * free;
        }
        return patterns;
    }

    /** The numbers that begin as {@code first}, whose last digit may be up to {@code last}, with as many digits behind as {@code free} has noughts. */
    private static String pattern(long first, long last, long free) {
        String before = first >= TEN ? Long.toString(first / TEN) : "";
        long digit = first % TEN;
        int behind = Long.toString(free).length() - 1;
        return before + (digit == last ? Long.toString(digit) : "[" + digit + "-" + last + "]") + (behind < 2 ? "[0-9]".repeat(behind) : "[0-9]{" + behind + "}");
    }
}
