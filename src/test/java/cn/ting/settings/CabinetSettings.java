package cn.ting.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A small cabinet with one key of each kind. */
record CabinetSettings(
        @Setting(why = "the screen of this cabinet") Screen screen,
        @Setting(why = "where the link leads") URI broker,
        @Setting(why = "printed at the head of a slip") List<String> greeting,
        @Setting(why = "what is built in") List<Built> devices) {

    record Screen(
            @Setting(why = "how long nobody may touch before the warning; a visit of an old person has pauses of a minute",
                            standard = "60s", min = "10s", max = "5min")
                    Duration idle,
            @Setting(why = "how bright it is by day", standard = "80", unit = "percent", min = "10", max = "100") int light,
            @Setting(why = "how the page starts", standard = "by-day") Look look,
            @Setting(why = "large print from the start", standard = "false") boolean largePrint) {}

    enum Look {
        BY_DAY,
        BY_NIGHT
    }

    record Built(
            @Setting(why = "its name in conditions") String name,
            @Setting(why = "what its driver asks for") Section profile) {}

    /** What a driver's own section may hold. */
    record DoorProfile(@Setting(why = "what it is glazed with") String glass) {}

    /** What a driver's own section may hold. */
    record LampProfile(@Setting(why = "how fast it blinks", standard = "500ms", min = "100ms") Duration blink) {}
}
