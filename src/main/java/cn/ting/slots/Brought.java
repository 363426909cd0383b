package cn.ting.slots;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a technician brought into a slot by hand, with {@code ting install}; noted before it is committed.
 *
 * @param release what the pointer says once it is
 * @param id of that installation
 * @param why an older one than before may be brought; empty where it is none
 */
public record Brought(Release release, String id, String why) {

    private static final Pattern LINE = Pattern.compile("(.*) (hand-[0-9a-f]{16})(?: (.{1,200}))?");

    /** Empty for a line that is none. */
    static Optional<Brought> read(String line) {
        Matcher parts = LINE.matcher(line);
        return parts.matches()
                ? Release.read(parts.group(1)).map(release -> new Brought(release, parts.group(2), parts.group(3) == null ? "" : parts.group(3)))
                : Optional.empty();
    }
}
