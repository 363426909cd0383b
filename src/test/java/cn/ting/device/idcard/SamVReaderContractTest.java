package cn.ting.device.idcard;

import cn.ting.device.idcard.SamVSettings.Presence;
import cn.ting.device.inventory.Driver;
import cn.ting.time.SystemClock;
import java.time.Duration;

/** The SAM_V driver, watching over a card it has read. */
class SamVReaderContractTest extends IdCardReaderContract {

    final Hurry hurry = new Hurry();

    @Override
    Driver driver() {
        return ReaderBench.quickSamV(Presence.APPENDED_ADDRESS, hurry);
    }

    @Override
    boolean watches() {
        return true;
    }

    /** Where the far end on this TCP port is to be reached. */
    String address(int port) {
        return "tcp:127.0.0.1:" + port;
    }

    @Override
    FarReader farReader() {
        SimulatedSamVReader reader = new SimulatedSamVReader(0, 0, Duration.ZERO, new SystemClock());
        reader.start();
        String address = address(reader.port());
        return new FarReader() {
            @Override
            public String address() {
                return address;
            }

            @Override
            public void lay(SyntheticPerson person) {
                reader.lay(person);
            }

            @Override
            public void lift() {
                reader.lift();
            }

            @Override
            public void failNextRead() {
                reader.failNextRead();
            }

            @Override
            public void mute(boolean on) {
                hurry.mute(reader, on);
            }

            @Override
            public void noise(int percent) {
                reader.noise(percent);
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }
}
