package cn.ting.slots;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release that starts instead of the committed one.
 *
 * @param tries how often it may still be started
 * @param id of the update, by which kiosk and launcher speak of it
 */
public record Trial(Release release, int tries, String id) {

    /** How often what is armed may be started. */
    public static final int MOST_TRIES = 3;

    private static final Pattern LINE = Pattern.compile("(.+) ([0-9]{1,2}) ([0-9A-Za-z_-]{1,64})");

    static Optional<Trial> read(String line) {
        Matcher parts = LINE.matcher(line);
        return parts.matches()
                ? Release.read(parts.group(1)).map(release -> new Trial(release, Integer.parseInt(parts.group(2)), parts.group(3)))
                : Optional.empty();
    }

    String line() {
        return release.line() + " " + tries + " " + id;
    }
}
