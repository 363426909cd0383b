package cn.ting.device.board;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.Driver;
import cn.ting.settings.Section;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Makes relay boards that speak Modbus RTU, on a serial line or behind a serial server that passes bytes on. */
@Singleton
public final class ModbusBoardDriver implements Driver {

    @Override
    public String name() {
        return "modbus-board";
    }

    @Override
    public Class<ModbusBoardSettings> profile() {
        return ModbusBoardSettings.class;
    }

    /** A gateway hands several boards over, each by its unit; on a serial line two masters would talk at once. */
    @Override
    public Optional<String> holds(String address) {
        return address.startsWith("tcp:") ? Optional.empty() : Driver.super.holds(address);
    }

    @Override
    public List<Integer> feeds(Section profile) {
        return profile.as(profile()).feeds();
    }

    @Override
    public Device attach(DevicePlace place) {
        ModbusBoardSettings settings = place.profile().as(profile());
        return new RelayBoard(place, new ModbusWiring(settings, place.clock(), place.status()), settings.lookEvery());
    }
}
