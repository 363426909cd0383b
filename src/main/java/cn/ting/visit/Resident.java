package cn.ting.visit;

import java.util.Objects;

/**
 * The person this visit is for: in memory only, for this visit only. {@code toString} names nobody.
 *
 * @param name as on the card
 * @param number the number of the card: a citizen number, or a foreigner's
 */
public record Resident(String name, String number) {

    /** A name of sixty Latin letters is still one line on the screen. */
    private static final int MOST_STARS = 12;

    public Resident {
        Objects.requireNonNull(name);
        Objects.requireNonNull(number);
    }

    /** The name as a screen may show it: 张*, 张*三, 欧**娜: first and last character, one star for each between, at most twelve. */
    public String maskedName() {
        int[] characters = name.codePoints().toArray();
        if (characters.length < 2) {
            return "*";
        }
        StringBuilder masked = new StringBuilder().appendCodePoint(characters[0]);
        masked.append("*".repeat(Math.min(MOST_STARS, Math.max(1, characters.length - 2))));
        if (characters.length > 2) {
            masked.appendCodePoint(characters[characters.length - 1]);
        }
        return masked.toString();
    }

    @Override
    public String toString() {
        return "Resident";
    }
}
