package cn.ting.roll;

import cn.ting.code.QrCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pictures in dots, sent with {@code GS v 0}: bytes a row, rows, then rows of dots, the leftmost in the highest bit, 1 is
 * black.
 *
 * <p>No picture here holds a lone black dot, so that no byte of it is DLE (10): a printer looks for real-time commands
 * in everything it receives, and {@code 10 05 02} inside a picture would clear the slip it belongs to.
 */
final class EscPosRaster {

    private static final int DOTS_PER_MM = 8;
    /** Wide enough for a phone held at arm's length, narrow enough for paper 58 mm wide. */
    private static final int QR_SIDE_MM = 35;

    private static final int LEAST_DOTS_A_MODULE = 2;

    private EscPosRaster() {}

    /** A line across the paper, two dots thick. */
    static byte[] rule(int widthDots) {
        byte[] dots = new byte[2 * widthDots / 8];
        Arrays.fill(dots, (byte) 0xFF);
        return command(widthDots / 8, 2, dots);
    }

    /** Dots a side of a code with its quiet zone: about 35 mm, where the paper allows. */
    static int side(QrCode code, int widthDots) {
        int modules = code.size() + 2 * QrCode.QUIET_ZONE;
        int wanted = Math.round((float) QR_SIDE_MM * DOTS_PER_MM / modules);
        return modules * Math.max(LEAST_DOTS_A_MODULE, Math.min(wanted, widthDots / modules));
    }

    /** A code as bands to be sent one after the other, each one command of at most {@code mostBytes}. */
    static List<byte[]> qr(QrCode code, int widthDots, int mostBytes) {
        int side = side(code, widthDots);
        int bytesPerRow = (side + 7) / 8;
        int rowsPerBand = (mostBytes - 8) / bytesPerRow;
        List<byte[]> bands = new ArrayList<>();
        for (int top = 0; top < side; top += rowsPerBand) {
            int rows = Math.min(rowsPerBand, side - top);
            byte[] dots = new byte[rows * bytesPerRow];
            for (int y = 0; y < rows; y++) {
                row(code, side, top + y, dots, y * bytesPerRow);
            }
            bands.add(command(bytesPerRow, rows, dots));
        }
        return bands;
    }

    private static void row(QrCode code, int side, int y, byte[] dots, int at) {
        int dotsPerModule = side / (code.size() + 2 * QrCode.QUIET_ZONE);
        int moduleY = y / dotsPerModule - QrCode.QUIET_ZONE;
        for (int x = 0; x < side; x++) {
            int moduleX = x / dotsPerModule - QrCode.QUIET_ZONE;
            if (within(code, moduleX) && within(code, moduleY) && code.dark(moduleX, moduleY)) {
                dots[at + x / 8] |= (byte) (0x80 >> x % 8);
            }
        }
    }

    private static boolean within(QrCode code, int module) {
        return module >= 0 && module < code.size();
    }

    private static byte[] command(int bytesPerRow, int rows, byte[] dots) {
        byte[] command = new byte[8 + dots.length];
        byte[] head = {0x1D, 'v', '0', 0, (byte) bytesPerRow, 0, (byte) rows, (byte) (rows >> 8)};
        System.arraycopy(head, 0, command, 0, head.length);
        System.arraycopy(dots, 0, command, head.length, dots.length);
        return command;
    }
}
