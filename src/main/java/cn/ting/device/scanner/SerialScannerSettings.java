package cn.ting.device.scanner;

import cn.ting.settings.Setting;
import java.time.Duration;

/** The profile of a {@code serial-scanner}. */
public record SerialScannerSettings(
        @Setting(why = "whose commands make it look; auto for a module that is set to look by itself",
                standard = "auto")
                ScannerModule module,
        @Setting(why = "a pause that ends a code, for modules that send no CR or LF after it", standard = "50ms", min = "10ms", max = "1s")
                Duration gap,
        @Setting(why = "how often a module that is told to look is told again, since it rests by itself after a while",
                standard = "4s", min = "1s", max = "1min")
                Duration again) {}
