package cn.ting.identify;

import cn.ting.screen.Language;
import cn.ting.screen.Reminder;
import cn.ting.time.KioskClock;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitListener;
import cn.ting.visit.Visits;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Says on the idle page, for ten seconds, that the card which was shown there could not be read: nothing else would tell whoever laid it
 * why no visit begins. While nobody is taken in the page says so by itself. Safe for use by any thread.
 */
@Singleton
class CardAgainPages implements Reminder, VisitListener {

    private static final Duration LASTS = Duration.ofSeconds(10);

    private final Visits visits;
    private final KioskClock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private Optional<Boolean> unread = Optional.empty();
    private KioskClock.Alarm end = () -> {};

    CardAgainPages(Visits visits, KioskClock clock) {
        this.visits = visits;
        this.clock = clock;
    }

    /** A card could not be read, and there is no visit. */
    void unread(boolean inserted) {
        if (visits.admits()) {
            becomes(Optional.of(inserted));
        }
    }

    @Override
    public void began(Visit visit) {
        becomes(Optional.empty());
    }

    private void becomes(Optional<Boolean> now) {
        synchronized (this) {
            end.cancel();
            if (now.isPresent()) {
                end = clock.after(LASTS, () -> becomes(Optional.empty()));
            }
            if (now.equals(unread)) {
                return;
            }
            unread = now;
        }
        listeners.forEach(Runnable::run);
    }

    /** Of which card is spoken: true for one that was pushed in; empty while of none. */
    synchronized Optional<Boolean> speaksOf() {
        return unread;
    }

    @Override
    public Optional<String> sentence(Language language) {
        return speaksOf().map(inserted -> {
            IdentifyMessages messages = MessageBundles.get(IdentifyMessages.class, Localized.Literal.of(language.tag()));
            return inserted ? messages.pushAgain() : messages.layAgain();
        });
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }
}
