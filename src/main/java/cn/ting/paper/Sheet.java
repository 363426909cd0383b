package cn.ting.paper;

import java.util.List;

/**
 * What stands on a sheet. It may take several pages.
 *
 * @param title the largest line, at the head of the first page
 * @param subject what it is about, below the title
 * @param parts from top to bottom, 1 to {@value #MOST_PARTS}
 * @param foot one line at the foot of every page, beside the page's number
 */
public record Sheet(String title, String subject, List<Part> parts, String foot) {

    /** The most parts of a sheet. */
    public static final int MOST_PARTS = 1_000;

    public Sheet {
        parts = List.copyOf(parts);
        if (parts.isEmpty() || parts.size() > MOST_PARTS) {
            throw new IllegalArgumentException("a sheet has 1 to " + MOST_PARTS + " parts, not " + parts.size());
        }
    }

    /** A part of it. */
    public sealed interface Part {}

    /** Stays on the page of what follows. */
    public record Heading(String text) implements Part {}

    public record Text(String text) implements Part {}

    /** @param name what {@code value} is, to the left of it */
    public record Pair(String name, String value) implements Part {}

    /**
     * One of a list, never torn between two pages.
     *
     * @param mark before it, one or two characters: a box to tick, a dot
     * @param note below it and smaller; may be empty
     */
    public record Item(String mark, String text, String note) implements Part {}
}
