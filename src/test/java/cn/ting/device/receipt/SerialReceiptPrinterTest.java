package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.inventory.DeviceStatus;
import cn.ting.wire.PortsBench;
import cn.ting.wire.SerialCable;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a device with a file: a real pseudo-terminal. */
abstract class PluggedPrinterContract extends ReceiptPrinterContract {

    private SerialCable cable;

    @Override
    String lay(SimulatedEscPosPrinter to) {
        cable = new SerialCable(directory.resolve("port"), to.port()).plug();
        return kind() + ":" + directory.resolve("port").toAbsolutePath();
    }

    /** How it is opened. */
    abstract String kind();

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

/** On a serial port, which a program holds. */
class SerialReceiptPrinterTest extends PluggedPrinterContract {

    @Override
    String kind() {
        return "serial";
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
}

/** On a device file, as {@code /dev/usb/lp0} is one: read and written without any setting of a port, and held by the kiosk itself. */
class FileReceiptPrinterTest extends PluggedPrinterContract {

    @Override
    String kind() {
        return "file";
    }
}
