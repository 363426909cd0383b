package cn.ting.device.receipt;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A QR code as a printer draws it by itself: without a quiet zone, row by row. */
final class SquareCode {

    private SquareCode() {}

    /**
     * @param dots a side of one module
     * @param correction 0 for L to 3 for H
     */
    static List<byte[]> rows(String says, int dots, int correction) {
        BitMatrix modules;
        try {
            modules = new QRCodeWriter().encode(says, BarcodeFormat.QR_CODE, 0, 0,
                    Map.of(EncodeHintType.MARGIN, 0, EncodeHintType.CHARACTER_SET, "UTF-8",
                            EncodeHintType.ERROR_CORRECTION, List.of(
                                    ErrorCorrectionLevel.L, ErrorCorrectionLevel.M, ErrorCorrectionLevel.Q, ErrorCorrectionLevel.H)
                                    .get(correction)));
        } catch (WriterException tooLong) {
            return List.of();
        }
        List<byte[]> rows = new ArrayList<>();
        for (int y = 0; y < modules.getHeight() * dots; y++) {
            byte[] row = new byte[(modules.getWidth() * dots + 7) / 8];
            for (int x = 0; x < modules.getWidth() * dots; x++) {
                row[x / 8] |= (byte) (modules.get(x / dots, y / dots) ? 0x80 >> x % 8 : 0);
            }
            rows.add(row);
        }
        return rows;
    }
}
