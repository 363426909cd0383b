package cn.ting.setup;

import cn.ting.settings.Setting;
import java.time.Duration;
import java.time.LocalDateTime;

/** How configurations that the platform wishes for are tried. */
public record SetupSettings(
        @Setting(why = "how long a new configuration has to bring the platform's word before it is taken back; longer than the longest wait"
                        + " between two connections",
                        standard = "5min", min = "1min", max = "1h")
                Duration trial,
        @Setting(why = "when one that was taken back may be tried once more: from this hour of the kiosk's day, while nobody is served",
                        standard = "2", min = "0", max = "23", unit = "o'clock")
                int againFrom,
        @Setting(why = "how many hours after that it may", standard = "3", min = "1", max = "24", unit = "hours") int againFor) {

    /** True within the hours of a second try, which may lie on both sides of midnight, that began after one was taken back. */
    boolean mayTryAgain(LocalDateTime revertedAt, LocalDateTime now) {
        LocalDateTime begins = revertedAt.toLocalDate().atTime(againFrom, 0);
        LocalDateTime next = begins.isAfter(revertedAt) ? begins : begins.plusDays(1);
        return !now.isBefore(next) && Math.floorMod(now.getHour() - againFrom, 24) < againFor;
    }
}
