package cn.ting.device.document;

import java.util.Arrays;

/** A PDF to be printed, in memory only. Nothing of it is in its {@code toString}. */
public final class Document {

    /** The largest document, in bytes. */
    public static final int MOST_BYTES = 20 * 1024 * 1024;

    /** The most pages of a document. */
    public static final int MOST_PAGES = 200;

    private final byte[] pdf;
    private final int pages;

    /**
     * Takes over the bytes.
     *
     * @param pdf 1 to {@value #MOST_BYTES} bytes, wiped by {@link #wipe}
     * @param pages 1 to {@value #MOST_PAGES}, what the time granted to the printer is reckoned from
     */
    public Document(byte[] pdf, int pages) {
        if (pdf.length == 0 || pdf.length > MOST_BYTES) {
            throw new IllegalArgumentException("a document has 1 to " + MOST_BYTES + " bytes, not " + pdf.length);
        }
        if (pages < 1 || pages > MOST_PAGES) {
            throw new IllegalArgumentException("a document has 1 to " + MOST_PAGES + " pages, not " + pages);
        }
        this.pdf = pdf;
        this.pages = pages;
    }

    public int pages() {
        return pages;
    }

    byte[] pdf() {
        return pdf;
    }

    /** Overwrites every byte. */
    public void wipe() {
        Arrays.fill(pdf, (byte) 0);
    }

    @Override
    public String toString() {
        return "a document of " + pages + " pages";
    }
}
