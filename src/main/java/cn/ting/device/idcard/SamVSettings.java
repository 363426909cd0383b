package cn.ting.device.idcard;

import cn.ting.settings.Setting;
import java.time.Duration;

/** The profile of a {@code sam-v} reader. */
public record SamVSettings(
        @Setting(why = "from the beginning of one look for a card to that of the next; modules want no less than 300ms",
                        standard = "300ms", min = "300ms", max = "5s")
                Duration poll,
        @Setting(why = "longest wait for the answer to find and select", standard = "1s", min = "100ms", max = "10s")
                Duration findPatience,
        @Setting(why = "longest wait for a card's text, which takes 112ms at 115200 baud and 1.4s at 9600",
                        standard = "3s", min = "100ms", max = "10s")
                Duration readPatience) {}
