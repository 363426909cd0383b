package cn.ting.roll;

import cn.ting.settings.Setting;
import cn.ting.settings.Unused;
import java.util.Map;

/**
 * What one model of printers can do, and in which bits it says what is wrong: a file of {@code receipt-models}, in the words of
 * escpos-printer-db, with our own under {@code ting}: a profile of that database is such a file as it stands.
 */
@Unused(keys = {"notes", "codePages", "colors"},
        why = "words of escpos-printer-db for people, for code pages, which Chinese mode does not use, and for a second ink")
public record PrinterModel(
        @Setting(why = "what it is called") String name,
        @Setting(why = "who makes it") String vendor,
        @Setting(why = "the paper it takes") Media media,
        @Setting(why = "its fonts by the number of ESC M; 0 is font A, which slips are set in") Map<String, Font> fonts,
        @Setting(why = "which commands it knows") Features features,
        @Setting(why = "what escpos-printer-db has no words for") Ting ting) {

    private static final int DOTS_A_COLUMN = 12;

    public PrinterModel {
        if (!fonts.containsKey("0")) {
            throw new IllegalArgumentException("has a font 0, in which slips are set");
        }
        if (media.width.pixels < fonts.get("0").columns * DOTS_A_COLUMN) {
            throw new IllegalArgumentException("has a font 0 whose columns, " + DOTS_A_COLUMN + " dots each, fit into media.width.pixels");
        }
        if (!features.bitImageRaster && !(features.qrCode && ting.codes == Codes.PRINTER)) {
            throw new IllegalArgumentException("draws codes as pictures (bitImageRaster), or itself (qrCode, with ting.codes printer)");
        }
    }

    /** Printable dots across. */
    public int widthDots() {
        return media.width.pixels;
    }

    /** Half columns a line: one for a letter, two for a Chinese character. */
    public int columns() {
        return fonts.get("0").columns;
    }

    public record Media(@Setting(why = "its width") Width width,
            @Setting(why = "how fine it prints; slips are laid out for 203", standard = "203", min = "180", max = "203") int dpi) {}

    public record Width(
            @Setting(why = "of the paper", unit = "mm", min = "48", max = "83") double mm,
            @Setting(why = "printable width: usually 576 on paper 80 mm wide, 384 on 58 mm", unit = "dots", min = "360", max = "640")
                    int pixels) {

        public Width {
            if (pixels % 8 != 0) {
                throw new IllegalArgumentException("has pixels in whole bytes of eight, not " + pixels);
            }
        }
    }

    public record Font(
            @Setting(why = "what it is called", standard = "Font") String name,
            @Setting(why = "letters a line: 48 on paper 80 mm wide, 32 on 58 mm", min = "16", max = "80") int columns) {}

    @Unused(keys = {"barcodeA", "barcodeB", "bitImageColumn", "graphics", "highDensity", "pdf417Code", "pulseBel", "pulseStandard", "starCommands"},
            why = "words of escpos-printer-db for commands that no slip needs")
    public record Features(
            @Setting(why = "whether it draws pictures by GS v 0", standard = "true") boolean bitImageRaster,
            @Setting(why = "whether it draws QR codes by GS ( k", standard = "false") boolean qrCode,
            @Setting(why = "whether its knife can cut right through", standard = "true") boolean paperFullCut,
            @Setting(why = "whether it can leave a bridge, on which a slip hangs until it is taken; chosen before the other", standard = "true")
                    boolean paperPartCut) {}

    /** Who draws a QR code. */
    public enum Codes {
        /** The kiosk, and sends it as a picture: the same modules on every model. */
        PICTURE,
        /** The printer, told what it says: a tenth of the bytes, for slow lines. */
        PRINTER
    }

    /** Which Chinese characters are in its fonts. */
    public enum Glyphs {
        /** 6763 of them: what cheap models have. */
        GB2312,
        /** All of two bytes: areas 1 to 5 of GB18030. */
        GBK
    }

    /** What makes it forget all that waits in its buffer. */
    public enum Purge {
        /**
         * {@code DLE ENQ 2}, which most models heed only in an error they can recover from, such as an opened cover, and do not answer;
         * otherwise only their power does.
         */
        DLE_ENQ_2,
        /** {@code DLE DC4 8}, heeded always and answered. */
        DLE_DC4_8,
        /** Only power switched off and on. */
        POWER
    }

    /** Our own. */
    public record Ting(
            @Setting(why = "feed speed by the data sheet, taken low: a slip is given this much time to come out",
                    standard = "100", unit = "mm/s", min = "20", max = "500")
                    int feedSpeed,
            @Setting(why = "which Chinese characters its fonts have; others are printed as 〓", standard = "gbk") Glyphs glyphs,
            @Setting(why = "who draws QR codes", standard = "picture") Codes codes,
            @Setting(why = "whether it answers GS ( H with the number of what has been printed, which proves more than GS r", standard = "false")
                    boolean processId,
            @Setting(why = "what makes it forget a slip that did not come out", standard = "power") Purge purge,
            @Setting(why = "where it says what when it is asked, by DLE EOT") Asked asked,
            @Setting(why = "where it says what by itself, by GS a") Automatic automatic) {}

    /** Bits of {@code DLE EOT}; any of a mask will do, since some models use them singly. */
    public record Asked(
            @Setting(why = "DLE EOT 4: paper is low", standard = "12", unit = "bit mask", min = "0", max = "127") int paperLow,
            @Setting(why = "DLE EOT 4: paper is out", standard = "96", unit = "bit mask", min = "1", max = "127") int paperOut,
            @Setting(why = "DLE EOT 4: a slip lies in the presenter; 0 without one", standard = "0", unit = "bit mask", min = "0", max = "127")
                    int presenterPaper,
            @Setting(why = "DLE EOT 3: the presenter is jammed; 0 without one", standard = "0", unit = "bit mask", min = "0", max = "127")
                    int presenterJam) {}

    /** Bits of the automatic status. */
    public record Automatic(
            @Setting(why = "whether it tells changes by itself, which shows a fault sooner", standard = "false") boolean told,
            @Setting(why = "third byte: paper is low", standard = "3", unit = "bit mask", min = "0", max = "111") int paperLow,
            @Setting(why = "third byte: paper is out", standard = "12", unit = "bit mask", min = "0", max = "111") int paperOut,
            @Setting(why = "second byte: the presenter is jammed; 0 where it does not say so", standard = "0", unit = "bit mask", min = "0", max = "111")
                    int presenterJam) {}
}
