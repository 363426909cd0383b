package cn.ting.identify;

import cn.ting.device.contactcard.ContactCardReader;
import cn.ting.device.idcard.IdCardReader;
import cn.ting.device.idcard.IdCardReader.CardGone;
import cn.ting.device.idcard.IdCardReader.CardLies;
import cn.ting.screen.Language;
import cn.ting.screen.Reminder;
import cn.ting.time.KioskClock;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitListener;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Asks to take the card back ten seconds after it was read, and at the end of the visit, as long as it is known to lie there.
 * Taking it ends the reminder and no visit. Safe for use by any thread.
 */
@Singleton
@Priority(50)
class CardReminderPages implements Reminder, VisitListener {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

    private final KioskClock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    /** By reader, of either kind. */
    private final Map<Object, KioskClock.Alarm> lying = new HashMap<>();
    private boolean due;

    CardReminderPages(KioskClock clock) {
        this.clock = clock;
    }

    /** Takes note of what a reader says; the other events change nothing here. */
    void heard(IdCardReader reader, IdCardReader.Event event) {
        if (event instanceof CardLies) {
            lies(reader);
        } else if (event instanceof CardGone) {
            gone(reader);
        }
    }

    /** A card is in a reader that it is pushed into. */
    void inserted(ContactCardReader reader) {
        lies(reader);
    }

    /** That card is out. */
    void pulledOut(ContactCardReader reader) {
        gone(reader);
    }

    private synchronized void lies(Object reader) {
        lying.put(reader, clock.after(LONG_ENOUGH, this::remind));
    }

    private synchronized void gone(Object reader) {
        KioskClock.Alarm alarm = lying.remove(reader);
        if (alarm != null) {
            alarm.cancel();
        }
        due(due && !lying.isEmpty());
    }

    private synchronized void remind() {
        due(!lying.isEmpty());
    }

    @Override
    public void ended(Visit visit, EndReason reason) {
        remind();
    }

    private void due(boolean now) {
        if (due != now) {
            due = now;
            listeners.forEach(Runnable::run);
        }
    }

    /** True while somebody has to be told. */
    synchronized boolean isDue() {
        return due;
    }

    @Override
    public Optional<String> sentence(Language language) {
        return waitsFor().map(inserted -> {
            IdentifyMessages messages = MessageBundles.get(IdentifyMessages.class, Localized.Literal.of(language.tag()));
            return inserted ? messages.stillIn() : messages.stillThere();
        });
    }

    /** Of which card is spoken: true for one that is in a reader, false for one that lies on one; empty while of none. */
    synchronized Optional<Boolean> waitsFor() {
        return due ? Optional.of(lying.keySet().stream().noneMatch(IdCardReader.class::isInstance)) : Optional.empty();
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }
}
