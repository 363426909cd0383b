package cn.ting.device.board;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.Driver;
import jakarta.inject.Singleton;

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

    @Override
    public Device attach(DevicePlace place) {
        ModbusBoardSettings settings = place.profile().as(profile());
        return new RelayBoard(place, new ModbusWiring(settings, place.clock(), place.status()), settings.lookEvery());
    }
}
