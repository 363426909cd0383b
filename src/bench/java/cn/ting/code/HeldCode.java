package cn.ting.code;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Arrays;
import java.util.Map;

/** A code on white paper that somebody holds straight before a camera: nothing about it is hard to read. */
public final class HeldCode {

    private static final byte PAPER = (byte) 215;
    private static final byte INK = 30;
    private static final byte DESK = 120;
    private static final int QUIET = 4;
    /** Of the frame's lower side. */
    private static final double FILLS = 0.8;

    private HeldCode() {}

    /**
     * A frame of it.
     *
     * @param text at most so long that a module has two pixels
     * @return a byte a pixel, row by row
     * @throws IllegalArgumentException when the text is longer, or empty
     */
    public static byte[] frame(String text, int width, int height) {
        ByteMatrix code;
        try {
            code = Encoder.encode(text, ErrorCorrectionLevel.M, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8")).getMatrix();
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("this text does not fit a code", tooLong);
        }
        int modules = code.getWidth() + 2 * QUIET;
        int dots = (int) (Math.min(width, height) * FILLS / modules);
        if (dots < 2) {
            throw new IllegalArgumentException("this text makes a code too fine for a camera of " + width + "x" + height);
        }
        byte[] frame = new byte[width * height];
        Arrays.fill(frame, DESK);
        int left = (width - modules * dots) / 2;
        int top = (height - modules * dots) / 2;
        for (int y = 0; y < modules * dots; y++) {
            for (int x = 0; x < modules * dots; x++) {
                int column = x / dots - QUIET;
                int row = y / dots - QUIET;
                boolean inside = column >= 0 && row >= 0 && column < code.getWidth() && row < code.getWidth();
                frame[(top + y) * width + left + x] = inside && code.get(column, row) == 1 ? INK : PAPER;
            }
        }
        return frame;
    }
}
