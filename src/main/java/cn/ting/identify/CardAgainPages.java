package cn.ting.identify;

import cn.ting.screen.Language;
import cn.ting.screen.Reminder;
import cn.ting.time.KioskClock;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitListener;
import cn.ting.visit.Visits;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Says at the head of whatever page is shown, for ten seconds, what became of a card that brought nobody on: that it could not be read, or that it is
 * not the card of whose visit this is. On the idle page nothing else would tell whoever laid it why no visit begins, nor would most pages of a
 * visit, though they say that a card may be laid. While nobody is taken in the idle page says so by itself. Safe for use by any thread.
 */
@Singleton
@Priority(50)
class CardAgainPages implements Reminder, VisitListener {

    /** What is said. */
    enum Said { LAY_AGAIN, PUSH_AGAIN, ANOTHER_PERSON }

    private static final Duration LASTS = Duration.ofSeconds(10);

    private final Visits visits;
    private final KioskClock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private Optional<Said> said = Optional.empty();
    private KioskClock.Alarm end = () -> {};

    CardAgainPages(Visits visits, KioskClock clock) {
        this.visits = visits;
        this.clock = clock;
    }

    /** A card could not be read, or came in the wrong visit. */
    void unread(boolean inserted) {
        says(inserted ? Said.PUSH_AGAIN : Said.LAY_AGAIN);
    }

    /** A card was read that is not of whose visit this is. */
    void another() {
        says(Said.ANOTHER_PERSON);
    }

    private void says(Said now) {
        if (visits.current().isPresent() || visits.admits()) {
            becomes(Optional.of(now));
        }
    }

    /** The next card is there: what was said of the last one is over. */
    void next() {
        becomes(Optional.empty());
    }

    @Override
    public void began(Visit visit) {
        becomes(Optional.empty());
    }

    @Override
    public void ended(Visit visit, EndReason reason) {
        becomes(Optional.empty());
    }

    private void becomes(Optional<Said> now) {
        synchronized (this) {
            end.cancel();
            if (now.isPresent()) {
                end = clock.after(LASTS, () -> becomes(Optional.empty()));
            }
            if (now.equals(said)) {
                return;
            }
            said = now;
        }
        listeners.forEach(Runnable::run);
    }

    /** What is said now; empty while nothing is. */
    synchronized Optional<Said> saidNow() {
        return said;
    }

    @Override
    public Optional<String> sentence(Language language) {
        return saidNow().map(now -> {
            IdentifyMessages messages = MessageBundles.get(IdentifyMessages.class, Localized.Literal.of(language.tag()));
            return switch (now) {
                case LAY_AGAIN -> messages.layAgain();
                case PUSH_AGAIN -> messages.pushAgain();
                case ANOTHER_PERSON -> messages.anotherPersonLead();
            };
        });
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }
}
