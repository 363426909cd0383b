package cn.ting.code;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/** A QR code (ISO/IEC 18004) as a square of modules, without its quiet zone. Immutable. */
public final class QrCode {

    /** The quiet zone the standard asks for on every side, in modules. */
    public static final int QUIET_ZONE = 4;

    /** As many as {@link #of} takes. */
    public static final int MOST_CHARACTERS = 500;

    private final BitMatrix modules;

    private QrCode(BitMatrix modules) {
        this.modules = modules;
    }

    /**
     * Makes a code with error correction M (15 %), which survives a crease in thermal paper.
     *
     * @param text 1 to 500 characters, stored as UTF-8
     */
    public static QrCode of(String text) {
        if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("a code holds 1 to " + MOST_CHARACTERS + " characters");
        }
        try {
            return new QrCode(new QRCodeWriter()
                    .encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(
                            EncodeHintType.MARGIN, 0,
                            EncodeHintType.CHARACTER_SET, "UTF-8",
                            EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M)));
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("this text does not fit a code", tooLong);
        }
    }

    /** Modules a side, 21 to 177. */
    public int size() {
        return modules.getWidth();
    }

    /** True where the module is dark. */
    public boolean dark(int x, int y) {
        return modules.get(x, y);
    }

    /** The dark modules as the path of an SVG whose unit is one module, the quiet zone not counted. */
    public String svgPath() {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < size(); y++) {
            for (int x = 0; x < size(); x++) {
                if (dark(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return path.toString();
    }
}
