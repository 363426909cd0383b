package cn.ting.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Single values as they are written in {@code device-config}. Refuses with a half sentence that follows the key. */
final class Scalars {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|min|h|d)");

    private Scalars() {}

    static Object read(String text, Class<?> type, Setting setting) {
        if (type == String.class) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("is left empty");
            }
            return text;
        }
        if (type == boolean.class) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException("is true or false, not " + text);
            }
            return text.equals("true");
        }
        if (type == Duration.class) {
            return within(duration(text), text, setting);
        }
        if (type == URI.class) {
            return uri(text);
        }
        if (type.isEnum()) {
            return constant(text, type);
        }
        return number(text, type, setting);
    }

    /** Reads {@code 300ms}, {@code 20s}, {@code 5min}, {@code 12h}, {@code 7d}. */
    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is a duration such as 300ms, 20s, 5min, 12h or 7d, not " + text);
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "min" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException("is a URI, not " + text);
        }
    }

    private static Object within(Duration value, String text, Setting setting) {
        boolean tooSmall = !setting.min().isEmpty() && value.compareTo(duration(setting.min())) < 0;
        boolean tooLarge = !setting.max().isEmpty() && value.compareTo(duration(setting.max())) > 0;
        if (tooSmall || tooLarge) {
            throw outside(text, setting);
        }
        return value;
    }

    private static Object number(String text, Class<?> type, Setting setting) {
        double value;
        try {
            value = type == double.class ? Double.parseDouble(text) : Long.parseLong(text);
        } catch (NumberFormatException wrong) {
            value = Double.NaN;
        }
        if (!Double.isFinite(value) || type == int.class && value != (int) value) {
            throw new IllegalArgumentException("is a " + (type == double.class ? "" : "whole ") + "number, not " + text);
        }
        boolean tooSmall = !setting.min().isEmpty() && value < Double.parseDouble(setting.min());
        boolean tooLarge = !setting.max().isEmpty() && value > Double.parseDouble(setting.max());
        if (tooSmall || tooLarge) {
            throw outside(text, setting);
        }
        if (type == int.class) {
            return (int) value;
        }
        if (type == long.class) {
            return Long.parseLong(text); // a double holds only 53 bits of it
        }
        if (type == double.class) {
            return value;
        }
        throw new IllegalStateException("no setting may be of type " + type);
    }

    private static Object constant(String text, Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            if (written(constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("is one of "
                + String.join(", ", Arrays.stream(type.getEnumConstants()).map(Scalars::written).toList()) + ", not " + text);
    }

    /** An enum's constant as it is written in the file. */
    static String written(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static IllegalArgumentException outside(String text, Setting setting) {
        String range = setting.max().isEmpty()
                ? "at least " + setting.min()
                : setting.min().isEmpty() ? "at most " + setting.max() : "from " + setting.min() + " to " + setting.max();
        return new IllegalArgumentException("is " + range + ", not " + text);
    }
}
