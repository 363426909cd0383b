package cn.ting.device.contactcard;

import cn.ting.settings.Setting;
import java.time.Duration;

/** The profile of a {@code pcsc} reader. */
public record PcscSettings(
        @Setting(why = "how long it rests between two looks whether a card is in, though the service tells when something changed; shorter than a hand takes to change one for another",
                        standard = "200ms", min = "50ms", max = "300ms")
                Duration poll,
        @Setting(why = "longest wait for one thing asked of the smart-card service, reading a whole card among them; cards take up to 2s",
                        standard = "5s", min = "500ms", max = "15s")
                Duration patience) {}
