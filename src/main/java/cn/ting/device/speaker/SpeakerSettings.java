package cn.ting.device.speaker;

import cn.ting.settings.Setting;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Locale;

/** The profile of a {@code speaker}. */
public record SpeakerSettings(
        @Setting(why = "the engine's voice for Chinese; its voice cmn would say the characters' names in English", standard = "cmn-latn-pinyin")
                String voice,
        @Setting(why = "the engine's voice for English", standard = "en")
                String voiceEn,
        @Setting(why = "how fast; slower than the engine's own 175, for elderly ears", standard = "150", unit = "words/min", min = "80", max = "300")
                int rate,
        @Setting(why = "the hour of the day from which it speaks up", standard = "7", unit = "o'clock", min = "0", max = "23")
                int dayFrom,
        @Setting(why = "how loud by day; 0 for not at all", standard = "80", unit = "%", min = "0", max = "100")
                int dayVolume,
        @Setting(why = "the hour from which it keeps its voice down, for the neighbours", standard = "21", unit = "o'clock", min = "1", max = "24")
                int nightFrom,
        @Setting(why = "how loud by night; 0 for not at all", standard = "40", unit = "%", min = "0", max = "100")
                int nightVolume,
        @Setting(why = "longest time one text is spoken; what is left then is not said. The longest text takes 200s at 150 words/min",
                standard = "4min", min = "2s", max = "10min")
                Duration longest) {

    public SpeakerSettings {
        if (dayFrom >= nightFrom) {
            throw new IllegalArgumentException("has a dayFrom before nightFrom");
        }
        if (!(voice + voiceEn).matches("[A-Za-z0-9+_-]*")) {
            throw new IllegalArgumentException("has voices of letters, digits, dashes and plus signs");
        }
    }

    /** How loud at this time of the day, 0 to 100. */
    int volumeAt(LocalTime time) {
        return time.getHour() >= dayFrom && time.getHour() < nightFrom ? dayVolume : nightVolume;
    }

    String voiceFor(Locale language) {
        return language.getLanguage().equals(Locale.ENGLISH.getLanguage()) ? voiceEn : voice;
    }
}
