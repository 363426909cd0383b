package cn.ting.device.camera;

import cn.ting.settings.Setting;
import java.time.Duration;

/** The profile of a {@code camera}. */
public record CameraSettings(
        @Setting(why = "width of the frames; a code in the hand needs 720p, more costs CPU for nothing", standard = "1280", unit = "pixels", min = "160", max = "1920")
                int width,
        @Setting(why = "height of the frames", standard = "720", unit = "pixels", min = "120", max = "1080")
                int height,
        @Setting(why = "frames a second; ten show every code that is held still for a moment, at an eighth of a core",
                standard = "10", unit = "frames/s", min = "1", max = "30")
                int rate,
        @Setting(why = "what the camera is asked for: mjpeg, since USB 2 carries 720p hardly otherwise; yuyv422; any for what it likes",
                standard = "mjpeg")
                Pixels pixels,
        @Setting(why = "the program that reads the camera, by name or path", standard = "ffmpeg")
                String program,
        @Setting(why = "longest wait for the first frame; cameras take a second or two to set their exposure",
                standard = "6s", min = "200ms", max = "1min")
                Duration startPatience,
        @Setting(why = "without a frame for this long it is started anew", standard = "2s", min = "200ms", max = "1min")
                Duration stallAfter,
        @Setting(why = "frames the same to the last bit for this long count as a frozen picture; the noise of a sensor changes each",
                standard = "5s", min = "200ms", max = "1min")
                Duration frozenAfter,
        @Setting(why = "mean grey below which it counts as covered or in the dark; 0 for never",
                standard = "12", unit = "greys of 255", min = "0", max = "60")
                int darkBelow,
        @Setting(why = "how often a resting camera is looked through for a moment, so that ready means ready",
                standard = "10min", min = "1s", max = "1d")
                Duration proveEvery,
        @Setting(why = "whether it looks also at the idle page, where a slip may be held up without a touch; not by default: it takes an"
                + " eighth of a core day and night, and would look at everybody who walks by",
                standard = "false")
                boolean idle) {

    /** What comes over the cable. */
    public enum Pixels {
        MJPEG,
        YUYV422,
        ANY
    }
}
