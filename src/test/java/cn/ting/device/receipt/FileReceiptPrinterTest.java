package cn.ting.device.receipt;

/** On a device file, as {@code /dev/usb/lp0} is one: read and written without any setting of a port. */
class FileReceiptPrinterTest extends SerialReceiptPrinterTest {

    @Override
    String kind() {
        return "file";
    }
}
