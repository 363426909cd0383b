package cn.ting.device.scanner;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.Driver;
import jakarta.inject.Singleton;

/** Makes scanners that speak HID POS through {@code file:/dev/ting/NAME}: theirs alone by nature, and untouched by keyboard layouts. */
@Singleton
public final class HidPosDriver implements Driver {

    /** It asks for nothing. */
    public record HidPosSettings() {}

    @Override
    public String name() {
        return "hid-pos-scanner";
    }

    @Override
    public Class<HidPosSettings> profile() {
        return HidPosSettings.class;
    }

    @Override
    public Device attach(DevicePlace place) {
        HidPosReports reports = new HidPosReports();
        return new ReportScanner(place, line -> { }, reports::take, reports::forget);
    }
}
