package cn.ting.device.document;

/** Which sides of a sheet are printed. */
public enum Sides {
    ONE("one-sided"),
    /** Both, turned like the pages of a book. */
    TWO_LONG_EDGE("two-sided-long-edge");

    private final String keyword;

    Sides(String keyword) {
        this.keyword = keyword;
    }

    /** As IPP writes it (RFC 8011, 5.2.8). */
    String keyword() {
        return keyword;
    }
}
