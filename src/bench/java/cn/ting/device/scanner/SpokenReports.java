package cn.ting.device.scanner;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Codes as input reports of a HID POS bar code scanner, written from the table in the manuals of Access-IS LSR118 (p. 68) and ATR110
 * (p. 33), which follows USB-IF's HID Point of Sale Usage Tables 1.02: report id, length, AIM identifier, code, two bytes of no matter
 * here, and a byte whose lowest bit says that more is to come. Text is UTF-8.
 *
 * @param id of the report that carries codes, 0 to 255; with 0 no byte stands for it
 * @param length of a report in bytes, its id counted if it has one; 16 to 256
 * @param aim three characters of AIM identifier, or three NULs of a scanner that tells none
 */
public record SpokenReports(int id, int length, String aim) implements CodeSpeech {

    /** Of the manuals, which is also what the driver takes for usual. */
    public static final SpokenReports USUAL = new SpokenReports(2, 64, "]Q1");

    private static final int LENGTH_AND_AIM = 4;
    private static final int BEHIND = 3;

    @Override
    public List<byte[]> of(String code) {
        ByteBuffer rest = ByteBuffer.wrap(code.getBytes(StandardCharsets.UTF_8));
        int room = length - (id == 0 ? 0 : 1) - LENGTH_AND_AIM - BEHIND;
        List<byte[]> reports = new ArrayList<>();
        do {
            byte[] part = new byte[Math.min(room, rest.remaining())];
            rest.get(part);
            ByteBuffer report = ByteBuffer.allocate(length);
            if (id != 0) {
                report.put((byte) id);
            }
            report.put((byte) part.length).put(aim.getBytes(StandardCharsets.US_ASCII)).put(part);
            report.put(length - 1, (byte) (rest.hasRemaining() ? 1 : 0));
            reports.add(report.array());
        } while (rest.hasRemaining());
        return reports;
    }
}
