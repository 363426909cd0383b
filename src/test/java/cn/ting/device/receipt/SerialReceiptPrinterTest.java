package cn.ting.device.receipt;

import cn.ting.wire.SerialCable;
import org.junit.jupiter.api.AfterEach;

/** On a serial port: a real pseudo-terminal. */
class SerialReceiptPrinterTest extends ReceiptPrinterContract {

    private SerialCable cable;

    @Override
    String lay(SimulatedEscPosPrinter to) {
        cable = new SerialCable(directory.resolve("port"), to.port()).plug();
        return kind() + ":" + directory.resolve("port").toAbsolutePath();
    }

    /** How the port is opened. */
    String kind() {
        return "serial";
    }

    @Override
    void unplug() {
        cable.unplug();
    }

    @Override
    void plug() {
        cable.plug();
    }

    @AfterEach
    void coil() {
        if (cable != null) {
            cable.close();
        }
    }
}

/** On a device file, as {@code /dev/usb/lp0} is one: read and written without any setting of a port. */
class FileReceiptPrinterTest extends SerialReceiptPrinterTest {

    @Override
    String kind() {
        return "file";
    }
}
