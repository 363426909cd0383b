package cn.ting.device.board;

import cn.ting.settings.Setting;
import java.time.Duration;
import java.util.List;

/** The profile of {@code control-lines} and {@code rfc2217-lines}: what hangs on which line of a serial port. */
public record LineBoardSettings(
        @Setting(why = "the output that feeds the lamp: dtr, rts or none", standard = "none") Output lamp,
        @Setting(why = "whether the lamp burns while its line is raised (positive voltage)", standard = "true") boolean lampRaised,
        @Setting(why = "the output that switches the relay in another device's power, its channel 1: dtr, rts or none", standard = "none")
                Output relay,
        @Setting(why = "whether a raised line takes the power away; so a dead kiosk, whose lines fall, leaves everything powered. Opening a"
                + " local port raises both lines for some milliseconds, which no relay follows",
                standard = "true")
                boolean raisedCutsPower,
        @Setting(why = "the input at the door's contact: cts, dsr, dcd, ri or none", standard = "none") Input door,
        @Setting(why = "whether the door raises its line while it is closed, as contacts are fitted against tampering", standard = "true")
                boolean doorClosedRaises,
        @Setting(why = "how often the door is looked at; a lamp follows as fast", standard = "500ms", min = "50ms", max = "10s")
                Duration lookEvery,
        @Setting(why = "longest wait for a serial server's answer; one on the same network answers within tens of milliseconds",
                standard = "1s", min = "20ms", max = "5s")
                Duration answerPatience) {

    /** What a port may raise and let fall. */
    public enum Output {
        NONE,
        DTR,
        RTS
    }

    /** What others may raise at a port. */
    public enum Input {
        NONE,
        CTS,
        DSR,
        DCD,
        RI
    }

    public LineBoardSettings {
        if (lamp == relay && lamp != Output.NONE) {
            throw new IllegalArgumentException("has lamp and relay on lines of their own, not both on " + lamp);
        }
    }

    /** The channels from which the power of others can be taken. */
    List<Integer> feeds() {
        return relay == Output.NONE ? List.of() : List.of(1);
    }
}
