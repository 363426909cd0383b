package cn.ting.device.scanner;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.Driver;
import jakarta.inject.Singleton;

/** Makes scanners whose module sends codes over a serial line or USB-CDC. */
@Singleton
public final class SerialScannerDriver implements Driver {

    @Override
    public String name() {
        return "serial-scanner";
    }

    @Override
    public Class<SerialScannerSettings> profile() {
        return SerialScannerSettings.class;
    }

    @Override
    public Device attach(DevicePlace place) {
        return new SerialScanner(place, place.profile().as(profile()));
    }
}
