package cn.ting.slots;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the launcher did, and why.
 *
 * @param number one more than that of the one before
 * @param id of the update; {@code -} where there is none
 * @param what {@code reverted}, {@code fallback} or {@code refused}
 * @param code why, stable
 * @param version of the release it was done to
 */
public record Outcome(long number, String id, String what, String code, String version) {

    private static final Pattern LINE = Pattern.compile("([1-9][0-9]{0,14}) ([0-9A-Za-z_-]{1,64}) (reverted|fallback|refused)"
            + " (ota\\.[a-z-]{1,40}) ([0-9A-Za-z][0-9A-Za-z.+_-]{0,63}|-)");

    /** Empty for a line that is none: one that is torn must not hide the others. */
    static Optional<Outcome> read(String line) {
        Matcher parts = LINE.matcher(line);
        return parts.matches()
                ? Optional.of(new Outcome(
                        Long.parseLong(parts.group(1)), parts.group(2), parts.group(3), parts.group(4), parts.group(5)))
                : Optional.empty();
    }
}
