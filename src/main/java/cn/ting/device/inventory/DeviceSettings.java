package cn.ting.device.inventory;

import cn.ting.settings.Section;
import cn.ting.settings.Setting;
import cn.ting.wire.LineAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One device of this cabinet, as {@code device-config} lists it. */
public record DeviceSettings(
        @Setting(why = "the device's own name here, the subject of its conditions; lower-case letters, digits and dashes",
                pattern = DeviceSettings.NAME)
                String name,
        @Setting(why = "which driver speaks to it, such as sam-v or esc-pos") String driver,
        @Setting(why = "where its line leads: " + LineAddress.FORMS
                + "; drivers that reach their device through a service say in the README how it is written",
                pattern = "[a-z0-9]+:.+")
                String line,
        @Setting(why = "the relay channel that feeds it, RELAY/CHANNEL with the name of a relay board of this cabinet, so that it"
                + " can be switched off and on as a last resort; none where no relay does",
                standard = "none", pattern = DeviceSettings.POWER_FORM)
                String power,
        @Setting(why = "the driver's own keys; may be left out") Section profile) {

    private static final String NAME = "[a-z0-9][a-z0-9-]{0,31}";
    static final String POWER_FORM = "none|" + NAME + "/[1-9][0-9]?";
    private static final Pattern POWER = Pattern.compile("(" + NAME + ")/([1-9]\\d?)");

    public DeviceSettings {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "has a name of lower-case letters, digits and dashes, at most 32, not " + name);
        }
        if (!isPower(power)) {
            throw new IllegalArgumentException("has its power as RELAY/CHANNEL, such as relay/3, or none, not " + power);
        }
    }

    /** A device no relay feeds. */
    public DeviceSettings(String name, String driver, String line, Section profile) {
        this(name, driver, line, "none", profile);
    }

    /** True for RELAY/CHANNEL and for none. */
    static boolean isPower(String written) {
        return written.equals("none") || POWER.matcher(written).matches();
    }

    /** The name of the relay board that feeds it; empty when none does. */
    String relay() {
        Matcher written = POWER.matcher(power);
        return written.matches() ? written.group(1) : "";
    }

    /** The channel of that board, from 1; 0 when none feeds it. */
    int channel() {
        Matcher written = POWER.matcher(power);
        return written.matches() ? Integer.parseInt(written.group(2)) : 0;
    }
}
