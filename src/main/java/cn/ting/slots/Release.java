package cn.ting.slots;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release that a pointer names.
 *
 * @param slot {@code a} or {@code b}
 * @param manifest SHA-256 of its manifest, in lower-case hexadecimal
 * @param counter by which it is older or newer
 * @param version what people call it
 */
public record Release(String slot, String manifest, long counter, String version) {

    private static final Pattern LINE =
            Pattern.compile("([ab]) ([0-9a-f]{64}) ([1-9][0-9]{0,14}) ([0-9A-Za-z][0-9A-Za-z.+_-]{0,63})");

    static Optional<Release> read(String line) {
        Matcher parts = LINE.matcher(line);
        return parts.matches()
                ? Optional.of(new Release(parts.group(1), parts.group(2), Long.parseLong(parts.group(3)), parts.group(4)))
                : Optional.empty();
    }

    String line() {
        return slot + " " + manifest + " " + counter + " " + version;
    }
}
