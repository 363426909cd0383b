package cn.ting.visit;

import cn.ting.settings.Setting;
import java.time.Duration;

/** How long a visit waits for its resident. */
public record VisitSettings(
        @Setting(standard = "60s", min = "1s", max = "10min",
                why = "without a touch for this long the warning appears; field kiosks use 60s to 90s")
                Duration idle,
        @Setting(standard = "20s", min = "1s", max = "2min",
                why = "how long the warning stands before the visit ends; WCAG 2.2, 2.2.1 asks for 20s at least")
                Duration warning,
        @Setting(standard = "10", min = "1", max = "100", unit = "times",
                why = "how often a visit can be extended from the warning; WCAG 2.2, 2.2.1 asks for 10 at least")
                int extensions,
        @Setting(standard = "8s", min = "3s", max = "1min",
                why = "how long the page of the end stands before the idle page is back; long enough to be read")
                Duration farewell) {}
