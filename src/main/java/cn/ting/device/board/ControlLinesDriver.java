package cn.ting.device.board;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.Driver;
import cn.ting.settings.Section;
import cn.ting.wire.LineAddress;
import cn.ting.wire.Lines;
import cn.ting.wire.SerialAddress;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes boards of the control lines of a serial port of this machine, {@code serial:/dev/serial/by-id/NAME}. */
@Singleton
public final class ControlLinesDriver implements Driver {

    private final Lines lines;

    public ControlLinesDriver() {
        this(new Lines());
    }

    ControlLinesDriver(Lines lines) {
        this.lines = lines;
    }

    @Override
    public String name() {
        return "control-lines";
    }

    @Override
    public Class<LineBoardSettings> profile() {
        return LineBoardSettings.class;
    }

    /** No byte goes over this port. */
    @Override
    public boolean connectsItself() {
        return true;
    }

    @Override
    public void checkAddress(String address) {
        serial(address);
    }

    @Override
    public Optional<Path> deviceFile(String address) {
        return Optional.of(Path.of(serial(address).path()));
    }

    private static SerialAddress serial(String address) {
        if (LineAddress.parse(address) instanceof SerialAddress serial && serial.flow() == SerialAddress.Flow.NONE) {
            return serial;
        }
        throw new IllegalArgumentException("control lines are those of serial:/dev/NAME without flow control, not of " + address);
    }

    @Override
    public List<Integer> feeds(Section profile) {
        return profile.as(profile()).feeds();
    }

    @Override
    public Device attach(DevicePlace place) {
        LineBoardSettings settings = place.profile().as(profile());
        SerialAddress port = serial(place.address());
        return new RelayBoard(place, new LineWiring(settings, none -> new LocalLines(lines.openControls(port))), settings.lookEvery());
    }
}
