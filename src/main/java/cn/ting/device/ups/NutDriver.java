package cn.ting.device.ups;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.Driver;
import jakarta.inject.Singleton;

/** The driver of UPSes that NUT's {@code upsd} watches over, on this machine or another. */
@Singleton
public final class NutDriver implements Driver {

    @Override
    public String name() {
        return "nut";
    }

    @Override
    public Class<NutSettings> profile() {
        return NutSettings.class;
    }

    @Override
    public boolean servedHere() {
        return true;
    }

    @Override
    public Device attach(DevicePlace place) {
        return new NutUps(place, place.profile().as(profile()));
    }
}
