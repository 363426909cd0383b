package cn.ting.roll;

import java.util.List;
import java.util.Objects;

/** What stands on one slip, from top to bottom, without a word of any printer's language. */
public record Slip(List<Part> parts) {

    private static final int MOST_PARTS = 64;

    public Slip {
        parts = List.copyOf(parts);
        if (parts.isEmpty() || parts.size() > MOST_PARTS) {
            throw new IllegalArgumentException("a slip has 1 to " + MOST_PARTS + " parts, not " + parts.size());
        }
    }

    /** One part of a slip. */
    public sealed interface Part {}

    /** A line of text, wrapped where the paper ends. */
    public record Text(String text, Size size, Align align) implements Part {
        public Text {
            Objects.requireNonNull(text);
            if (text.length() > 256) {
                throw new IllegalArgumentException("a line of text has at most 256 characters");
            }
        }
    }

    /** A name at the left edge and a value at the right one. */
    public record Pair(String left, String right) implements Part {
        public Pair {
            Objects.requireNonNull(left);
            Objects.requireNonNull(right);
        }
    }

    /** A line across the paper. */
    public record Rule() implements Part {}

    /** A QR code, centred, of 1 to 500 characters; the fewer, the easier to read. */
    public record Qr(String text) implements Part {
        public Qr {
            if (text.isEmpty() || text.length() > 500) {
                throw new IllegalArgumentException("a code holds 1 to 500 characters");
            }
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a code holds no control characters: a printer that draws it could take them for an order");
            }
        }
    }

    /** Height and width of characters against the normal ones (3 mm high); large ones are bold. */
    public enum Size {
        NORMAL,
        /** Twice as high and wide: 12 Chinese characters on paper 80 mm wide, 8 on 58 mm. */
        DOUBLE,
        /** Four times as high and wide, 12 mm: 12 letters or digits on paper 80 mm wide, 8 on 58 mm. */
        HUGE
    }

    /** Where a line stands. */
    public enum Align {
        LEFT,
        CENTRE
    }
}
