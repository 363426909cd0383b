package cn.ting.device.receipt;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.Driver;
import jakarta.inject.Singleton;

/** Receipt printers that speak ESC/POS with Chinese mode: driver {@code esc-pos}. */
@Singleton
final class EscPosDriver implements Driver {

    @Override
    public String name() {
        return "esc-pos";
    }

    @Override
    public Class<EscPosSettings> profile() {
        return EscPosSettings.class;
    }

    @Override
    public Device attach(DevicePlace place) {
        return new EscPosPrinter(place, place.profile().as(profile()));
    }
}
