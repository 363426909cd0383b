package cn.ting.device.idcard;

import cn.ting.wire.SerialCable;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The same on a serial port, as most cabinets have it. */
class SerialSamVReaderContractTest extends SamVReaderContractTest {

    @TempDir
    Path directory;

    private SerialCable cable;

    @Override
    String address(int port) {
        cable = new SerialCable(directory.resolve("port"), port).plug();
        return cable.address() + "@115200";
    }

    @AfterEach
    void pullCable() {
        cable.close();
    }
}
