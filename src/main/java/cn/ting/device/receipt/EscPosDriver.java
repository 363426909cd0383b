package cn.ting.device.receipt;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.Driver;
import cn.ting.supply.Supplies;
import jakarta.inject.Singleton;

/** Receipt printers that speak ESC/POS with Chinese mode: driver {@code esc-pos}. */
@Singleton
public final class EscPosDriver implements Driver {

    private final Supplies supplies;

    public EscPosDriver(Supplies supplies) {
        this.supplies = supplies;
    }

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
        EscPosSettings settings = place.profile().as(profile());
        return new EscPosPrinter(
                place, settings, supplies.of(place.name(), "paper", settings.rollMetres(), "m", settings.lowMetres()),
                supplies.leftover(place.name()));
    }
}
