package cn.ting.paper;

/**
 * A sheet as a file.
 *
 * @param pdf PDF 1.5, one or more pages of A4
 * @param pages how many, at least 1
 */
public record MadeSheet(byte[] pdf, int pages) {

    @Override
    public String toString() {
        return "a sheet of " + pages + " pages, " + pdf.length + " bytes";
    }
}
