package cn.ting.hall;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as a hall calls it. {@code toString} is how it is shown and spoken: {@code A007}.
 *
 * @param letter the service's letter, one or two of A to Z
 * @param digits 1 to 999
 */
public record QueueNumber(String letter, int digits) {

    private static final Pattern SHOWN = Pattern.compile("([A-Z]{1,2})(\\d{3})");

    public QueueNumber {
        if (!letter.matches("[A-Z]{1,2}") || digits < 1 || digits > 999) {
            throw new IllegalArgumentException("a number is one or two letters and 1 to 999");
        }
    }

    /** Reads what {@link #toString()} wrote. */
    static QueueNumber parse(String shown) {
        Matcher matcher = SHOWN.matcher(shown);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a number as shown: " + shown);
        }
        return new QueueNumber(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() {
        return String.format("%s%03d", letter, digits);
    }
}
