package cn.ting.code;

import com.google.zxing.ChecksumException;
import com.google.zxing.DecodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.DecoderResult;
import com.google.zxing.qrcode.decoder.Decoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * From modules to text. ZXing's {@link Decoder} corrects errors and refuses what it cannot; what bytes mean that name no
 * character set is decided here: UTF-8 where they can be, as phones write it; else GB18030, as older Chinese systems do; else
 * what ZXing guesses. Confined to the reader's thread.
 */
final class Payload {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset SHIFT_JIS = Charset.forName("Shift_JIS");
    /** ISO/IEC 15424, annex C: a QR code without ECI, FNC1 and the like. */
    private static final int NO_ECI = 1;

    private static final Map<DecodeHintType, ?> AS_UTF_8 = Map.of(DecodeHintType.CHARACTER_SET, StandardCharsets.UTF_8.name());
    private static final Map<DecodeHintType, ?> AS_GB18030 = Map.of(DecodeHintType.CHARACTER_SET, GB18030.name());

    private final Decoder decoder = new Decoder();

    /**
     * Reads.
     *
     * @param bits true dark, row by row
     * @return null when this is no code, or too much of it is wrong
     */
    String read(boolean[] bits, int dimension) {
        try {
            // Nearly all is UTF-8, and of what is not the bytes are told all the same: the others are decoded once more.
            DecoderResult result = decoder.decode(matrix(bits, dimension), AS_UTF_8);
            Map<DecodeHintType, ?> hints = hints(result);
            return hints == AS_UTF_8 ? result.getText() : decoder.decode(matrix(bits, dimension), hints).getText();
        } catch (ChecksumException | FormatException | RuntimeException notRead) {
            // Wrong modules can also lead ZXing out of its arrays.
            return null;
        }
    }

    private static BitMatrix matrix(boolean[] bits, int dimension) {
        BitMatrix matrix = new BitMatrix(dimension);
        for (int y = 0; y < dimension; y++) {
            for (int x = 0; x < dimension; x++) {
                if (bits[y * dimension + x]) {
                    matrix.set(x, y);
                }
            }
        }
        return matrix;
    }

    /** What its bytes are to be decoded as; null where ZXing's own guess stands. */
    private static Map<DecodeHintType, ?> hints(DecoderResult result) {
        if (result.getByteSegments() == null) {
            return AS_UTF_8;
        }
        if (result.getSymbologyModifier() != NO_ECI) {
            return null;
        }
        boolean isPlain = true;
        int size = 0;
        for (byte[] segment : result.getByteSegments()) {
            size += segment.length;
            for (byte b : segment) {
                isPlain &= b >= 0;
            }
        }
        if (isPlain) {
            return AS_UTF_8;
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        result.getByteSegments().forEach(all::put);
        byte[] bytes = all.array();
        if (isValid(bytes, StandardCharsets.UTF_8)) {
            return AS_UTF_8;
        }
        if (isValid(bytes, GB18030) && (isGb2312(bytes) || !isValid(bytes, SHIFT_JIS))) {
            return AS_GB18030;
        }
        return null;
    }

    /**
     * Bytes of everyday Chinese: pairs that are both above 0xA0. Of Japanese in Shift JIS only the narrow katakana look so,
     * and give themselves away by voicing marks (0xDE, 0xDF) after what can be voiced.
     */
    private static boolean isGb2312(byte[] bytes) {
        int voiced = 0;
        boolean isNarrow = true;
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 255;
            int before = i == 0 ? 0 : bytes[i - 1] & 255;
            isNarrow &= b < 0x80 || b >= 0xA1 && b <= 0xDF;
            voiced += b >= 0xDE && b <= 0xDF && before >= 0xB6 && before <= 0xCE ? 1 : 0;
        }
        return !(isNarrow && voiced >= 2) && isPaired(bytes);
    }

    private static boolean isPaired(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] < 0) {
                if (i + 1 == bytes.length || (bytes[i] & 255) < 0xA1 || (bytes[i] & 255) > 0xF7 || (bytes[i + 1] & 255) < 0xA1) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static boolean isValid(byte[] bytes, Charset charset) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
