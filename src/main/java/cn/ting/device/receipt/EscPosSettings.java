package cn.ting.device.receipt;

import cn.ting.settings.Setting;
import java.time.Duration;

/** The profile of one ESC/POS printer: what its model and its paper ask for. */
public record EscPosSettings(
        @Setting(why = "printable width: 576 on paper 80 mm wide, 384 on 58 mm", standard = "576", unit = "dots of 1/8 mm")
                int widthDots,
        @Setting(why = "feed speed by the model's data sheet, taken low: a slip is given this much time to come out",
                standard = "100", unit = "mm/s", min = "20", max = "500")
                int feedSpeed,
        @Setting(why = "how often an idle printer is asked how it is; a fault shows after this long",
                standard = "300ms", min = "50ms", max = "10s")
                Duration statusEvery,
        @Setting(why = "longest wait for an answer, beyond the time a slip takes to come out",
                standard = "5s", min = "200ms", max = "30s")
                Duration answerPatience,
        @Setting(why = "bits of DLE EOT 4 of which any says that paper is low; some models use them singly",
                standard = "12", unit = "bit mask", min = "0", max = "127")
                int paperLowMask,
        @Setting(why = "bits of DLE EOT 4 of which any says that paper is out; some models use them singly",
                standard = "96", unit = "bit mask", min = "1", max = "127")
                int paperOutMask) {

    public EscPosSettings {
        if (widthDots != 576 && widthDots != 384) {
            throw new IllegalArgumentException("has widthDots 576 or 384, not " + widthDots);
        }
    }
}
