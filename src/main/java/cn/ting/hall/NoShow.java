package cn.ting.hall;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What becomes of a number when nobody comes at its call; each hall has a rule of its own. */
public sealed interface NoShow {

    /** How leases and ledger write a rule. */
    Pattern WRITTEN = Pattern.compile("void|(calls|minutes) ([1-9]\\d?)");

    /** It is void at once. */
    record Void() implements NoShow {}

    /**
     * It is kept while so many others are called.
     *
     * @param calls 1 to 99
     */
    record Calls(int calls) implements NoShow {
        public Calls {
            within(calls);
        }
    }

    /**
     * It is kept for a while.
     *
     * @param minutes 1 to 99
     */
    record Minutes(int minutes) implements NoShow {
        public Minutes {
            within(minutes);
        }
    }

    private static void within(int value) {
        if (value < 1 || value > 99) {
            throw new IllegalArgumentException("a rule for numbers called in vain says " + value);
        }
    }

    /** The rule as leases and ledger write it: {@code void}, {@code calls 3}, {@code minutes 30}. */
    default String written() {
        if (this instanceof Calls kept) {
            return "calls " + kept.calls;
        }
        return this instanceof Minutes kept ? "minutes " + kept.minutes : "void";
    }

    /** Reads what {@link #written} wrote; empty for a rule this release does not know. */
    static Optional<NoShow> read(String written) {
        Matcher rule = WRITTEN.matcher(written);
        if (!rule.matches()) {
            return Optional.empty();
        }
        if (rule.group(1) == null) {
            return Optional.of(new Void());
        }
        int count = Integer.parseInt(rule.group(2));
        return Optional.of(rule.group(1).equals("calls") ? new Calls(count) : new Minutes(count));
    }
}
