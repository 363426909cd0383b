package cn.ting.device.idcard;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.Driver;
import jakarta.inject.Singleton;

/** The driver of readers with a SAM_V module on a byte line (GA 450, GA 467). */
@Singleton
public final class SamVDriver implements Driver {

    @Override
    public String name() {
        return "sam-v";
    }

    @Override
    public Class<SamVSettings> profile() {
        return SamVSettings.class;
    }

    @Override
    public Device attach(DevicePlace place) {
        return new SamVReader(place, place.profile().as(profile()));
    }
}
