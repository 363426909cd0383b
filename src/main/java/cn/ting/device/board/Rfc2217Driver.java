package cn.ting.device.board;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.Driver;
import cn.ting.settings.Section;
import cn.ting.wire.LineAddress;
import cn.ting.wire.TcpAddress;
import jakarta.inject.Singleton;
import java.util.List;

/** Makes boards of the control lines of a port behind a serial server (RFC 2217), reached at {@code tcp:HOST:PORT}. */
@Singleton
public final class Rfc2217Driver implements Driver {

    @Override
    public String name() {
        return "rfc2217-lines";
    }

    @Override
    public Class<LineBoardSettings> profile() {
        return LineBoardSettings.class;
    }

    @Override
    public void checkAddress(String address) {
        if (!(LineAddress.parse(address) instanceof TcpAddress)) {
            throw new IllegalArgumentException("a serial server is written tcp:HOST:PORT, not " + address);
        }
    }

    @Override
    public List<Integer> feeds(Section profile) {
        return profile.as(profile()).feeds();
    }

    @Override
    public Device attach(DevicePlace place) {
        LineBoardSettings settings = place.profile().as(profile());
        boolean inputs = settings.door() != LineBoardSettings.Input.NONE;
        return new RelayBoard(place, new LineWiring(settings,
                line -> Rfc2217Lines.agreed(line, place.clock(), settings.answerPatience(), inputs)), settings.lookEvery());
    }
}
