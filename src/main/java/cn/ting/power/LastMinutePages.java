package cn.ting.power;

import cn.ting.screen.Language;
import cn.ting.screen.Reminder;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Says to whoever is in a visit that mains are lost and how long is left. Before any other reminder, since it does not wait. */
@Singleton
@Priority(100)
class LastMinutePages implements Reminder {

    /** The sentence is drawn anew every ten seconds, so it counts in tens. */
    private static final int STEP_SECONDS = 10;

    private final PowerWatch power;

    LastMinutePages(PowerWatch power) {
        this.power = power;
    }

    @Override
    public Optional<String> sentence(Language language) {
        return power.left().map(LastMinutePages::inTens)
                .map(seconds -> MessageBundles.get(PowerMessages.class, Localized.Literal.of(language.tag())).finish(seconds));
    }

    /** Seconds left, as a number of tens, never fewer than ten. */
    static long inTens(Duration left) {
        return Math.max(1, (left.toSeconds() + STEP_SECONDS - 1) / STEP_SECONDS) * STEP_SECONDS;
    }

    @Override
    public void onChange(Runnable listener) {
        power.onChange(listener);
    }
}
