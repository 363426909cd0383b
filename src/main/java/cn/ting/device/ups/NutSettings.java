package cn.ting.device.ups;

import cn.ting.settings.Setting;
import java.time.Duration;

/** The profile of a {@code nut} UPS. */
public record NutSettings(
        @Setting(why = "the name of the UPS in the service's ups.conf", standard = "kiosk") String ups,
        @Setting(why = "how often the service is asked; it asks the UPS itself every 2s", standard = "2s", min = "100ms", max = "10s")
                Duration pollEvery,
        @Setting(why = "longest wait for a whole answer, which is some lines from this machine", standard = "2s", min = "100ms", max = "10s")
                Duration patience,
        @Setting(why = "how long what the service said last is held true", standard = "15s", min = "1s", max = "1min")
                Duration holds) {

    public NutSettings {
        if (!ups.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("has a ups of letters, digits, dots, dashes and underscores");
        }
    }
}
