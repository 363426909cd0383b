package cn.ting.device.board;

import cn.ting.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The profile of a {@code modbus-board}. */
public record ModbusBoardSettings(
        @Setting(why = "the board's address on its line, as its switches say", standard = "1", min = "1", max = "247") int unit,
        @Setting(why = "how many relays it has", standard = "8", unit = "relays", min = "1", max = "32") int channels,
        @Setting(why = "the relay that feeds the lamp, from 1; 0 without a lamp", standard = "0", min = "0", max = "32") int lamp,
        @Setting(why = "the input at the door's contact, from 1; 0 without one", standard = "0", min = "0", max = "32") int door,
        @Setting(why = "whether the door's contact is closed while the door is, as contacts are fitted against tampering",
                standard = "true")
                boolean doorClosesContact,
        @Setting(why = "whether a relay that is on takes the power away; so a dead board leaves everything powered", standard = "true")
                boolean onCutsPower,
        @Setting(why = "how often the door is looked at; a lamp follows as fast", standard = "500ms", min = "50ms", max = "10s")
                Duration lookEvery,
        @Setting(why = "longest wait for an answer; a board answers within tens of milliseconds",
                standard = "300ms", min = "20ms", max = "5s")
                Duration answerPatience) {

    public ModbusBoardSettings {
        if (lamp > channels) {
            throw new IllegalArgumentException("has its lamp on one of its " + channels + " relays, not on " + lamp);
        }
    }

    /** The relays from which the power of others can be taken. */
    List<Integer> feeds() {
        return IntStream.rangeClosed(1, channels).filter(channel -> channel != lamp).boxed().toList();
    }
}
