package cn.ting.device.scanner;

import cn.ting.device.inventory.Driver;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** On a named pipe in place of {@code /dev/hidraw0}, with reports as the tables of HID POS give them. */
class HidPosScannerTest extends PipedScannerContract {

    @Override
    Driver driver() {
        return new HidPosDriver();
    }

    @Override
    byte[] bytes(String code) {
        byte[] bytes = code.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream reports = new ByteArrayOutputStream();
        for (int from = 0; from < bytes.length; from += 56) {
            byte[] report = new byte[64];
            report[0] = 2;
            report[1] = (byte) Math.min(56, bytes.length - from);
            System.arraycopy("]Q1".getBytes(StandardCharsets.US_ASCII), 0, report, 2, 3);
            System.arraycopy(bytes, from, report, 5, report[1]);
            report[63] = (byte) (from + 56 < bytes.length ? 1 : 0);
            reports.writeBytes(report);
        }
        return reports.toByteArray();
    }

    @Override
    byte[] noise() {
        return new byte[] {1, 0, 9, 9};
    }
}
