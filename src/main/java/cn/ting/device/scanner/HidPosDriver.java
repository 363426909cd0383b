package cn.ting.device.scanner;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.Driver;
import cn.ting.settings.Setting;
import jakarta.inject.Singleton;

/** Makes scanners that speak HID POS through {@code file:/dev/ting/NAME}: theirs alone by nature, and untouched by keyboard layouts. */
@Singleton
public final class HidPosDriver implements Driver {

    /** The profile of a {@code hid-pos-scanner}: what its report descriptor says of the report that carries codes. */
    public record HidPosSettings(
            @Setting(why = "the id of the report that carries codes, 0 where reports have none; makers differ, and its report descriptor tells",
                    standard = "2", min = "0", max = "255")
                    int reportId,
            @Setting(why = "how long that report is, its id counted if it has one", standard = "64", unit = "bytes", min = "16", max = "256")
                    int reportBytes) {}

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
        HidPosSettings settings = place.profile().as(profile());
        HidPosReports reports = new HidPosReports(settings, strange -> tell(place, settings, strange));
        return new ReportScanner(place, line -> reports.begin(), reports);
    }

    /** It is there, but deaf to whatever is held before it, so it must not pass for ready. */
    private static void tell(DevicePlace place, HidPosSettings settings, boolean strange) {
        place.conditions().set(strange, ScannerFault.STRANGE_REPORTS, place.name(),
                "what comes is no report " + settings.reportId() + " of " + settings.reportBytes() + " bytes");
        if (strange) {
            place.status().is(DeviceState.DEGRADED, ScannerFault.STRANGE_REPORTS);
        } else {
            place.status().is(DeviceState.READY);
        }
    }
}
