package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.inventory.DeviceStatus;
import cn.ting.wire.PortsBench;
import cn.ting.wire.SerialCable;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

    /** As by a wild pointer of the library for serial ports: the kiosk goes on, says of the slip what is true, and opens the port anew. */
    @Test
    void aCrashOfWhatHoldsThePortInASlipIsALineThatWent() throws Exception {
        lostInASlip(() -> {
            PortsBench.crash();
            return null;
        }, () -> null);
        List<String> events = status().events().stream().map(DeviceStatus.Event::what).toList();
        assertTrue(events.stream().anyMatch(what -> what.contains("crashed by SIGSEGV")), events::toString);
        assertTrue(events.contains("absent inventory.ports-ended"), events::toString);
    }

    @AfterEach
    void coil() {
        if (cable != null) {
            cable.close();
        }
    }
}

/** On a device file, as {@code /dev/usb/lp0} is one: read and written without any setting of a port, and held by the kiosk itself. */
class FileReceiptPrinterTest extends SerialReceiptPrinterTest {

    @Override
    String kind() {
        return "file";
    }

    /** Not of a file: no program holds it. */
    @Override
    void aCrashOfWhatHoldsThePortInASlipIsALineThatWent() {}
}
