package cn.ting.power;

import cn.ting.settings.Setting;
import java.time.Duration;

/** What a kiosk with a UPS does when the mains are lost. Without a UPS among the devices nothing of it is used. */
public record PowerSettings(
        @Setting(why = "how long a visit may go on after the mains were lost; shorter than the battery lasts with everything on",
                        standard = "60s", min = "5s", max = "10min")
                Duration finishWithin,
        @Setting(why = "how long mains must have been back before service is resumed; they often fail again at once",
                        standard = "10s", min = "1s", max = "10min")
                Duration steadyFor,
        @Setting(why = "whether the kiosk ends at a nearly empty battery and is not started again before the machine is; true only where"
                        + " the UPS software (upsmon) shuts the machine down then", standard = "false")
                boolean shutdown) {}
