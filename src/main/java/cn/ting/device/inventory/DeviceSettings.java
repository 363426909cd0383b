package cn.ting.device.inventory;

import cn.ting.settings.Section;
import cn.ting.settings.Setting;
import cn.ting.wire.LineAddress;

/** One device of this cabinet, as {@code device-config} lists it. */
public record DeviceSettings(
        @Setting(why = "the device's own name here, the subject of its conditions; lower-case letters, digits and dashes")
                String name,
        @Setting(why = "which driver speaks to it, such as sam-v or esc-pos") String driver,
        @Setting(why = "where its line leads: " + LineAddress.FORMS) String line,
        @Setting(why = "the driver's own keys; may be left out") Section profile) {

    public DeviceSettings {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,31}")) {
            throw new IllegalArgumentException(
                    "has a name of lower-case letters, digits and dashes, at most 32, not " + name);
        }
    }
}
