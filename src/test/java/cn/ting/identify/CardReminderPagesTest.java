package cn.ting.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.contactcard.ContactCard;
import cn.ting.device.contactcard.ContactCardFault;
import cn.ting.device.contactcard.ContactCardReader;
import cn.ting.device.idcard.Card;
import cn.ting.device.idcard.IdCardFault;
import cn.ting.device.idcard.IdCardReader;
import cn.ting.device.idcard.IdCardReader.CardFound;
import cn.ting.device.idcard.IdCardReader.CardGone;
import cn.ting.device.idcard.IdCardReader.CardLies;
import cn.ting.device.idcard.ReadingCounts;
import cn.ting.time.SteppedClock;
import cn.ting.visit.EndReason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CardReminderPagesTest {

    private final SteppedClock clock = new SteppedClock();
    private final CardReminderPages reminder = new CardReminderPages(clock);
    private final IdCardReader reader = new NoReader();
    private final AtomicInteger changes = new AtomicInteger();

    CardReminderPagesTest() {
        reminder.onChange(changes::incrementAndGet);
    }

    @Test
    void aCardIsAskedToBeTakenBackAfterTenSecondsUntilItIs() {
        reminder.heard(reader, new CardFound());
        reminder.heard(reader, new CardLies());
        clock.step(Duration.ofSeconds(9));
        assertFalse(reminder.isDue());
        clock.step(Duration.ofSeconds(1));
        assertTrue(reminder.isDue());
        reminder.heard(reader, new CardGone());
        assertFalse(reminder.isDue());
        assertEquals(2, changes.get());
    }

    @Test
    void aCardLeftInItsReaderIsSpokenOfAsSuchAndOneThatLiesComesFirst() {
        ContactCardReader slot = new NoSlot();
        reminder.inserted(slot);
        clock.step(Duration.ofSeconds(10));
        assertEquals(Optional.of(true), reminder.waitsFor());
        reminder.heard(reader, new CardLies());
        assertEquals(Optional.of(false), reminder.waitsFor());
        reminder.heard(reader, new CardGone());
        assertEquals(Optional.of(true), reminder.waitsFor());
        reminder.pulledOut(slot);
        assertEquals(Optional.empty(), reminder.waitsFor());
    }

    /** Only a name: what it says is told by hand. */
    private static final class NoSlot implements ContactCardReader {
        @Override
        public void onIn(Runnable listener) {}

        @Override
        public void onCard(Consumer<ContactCard> listener) {}

        @Override
        public void onGone(Runnable listener) {}

        @Override
        public Optional<ContactCardFault> trouble() {
            return Optional.empty();
        }
    }

    @Test
    void aCardTakenBackInTimeIsNeverSpokenOf() {
        reminder.heard(reader, new CardLies());
        clock.step(Duration.ofSeconds(9));
        reminder.heard(reader, new CardGone());
        clock.step(Duration.ofMinutes(1));
        reminder.ended(null, EndReason.BUTTON);
        assertEquals(0, changes.get());
    }

    @Test
    void theEndOfTheVisitDoesNotWaitTenSeconds() {
        reminder.heard(reader, new CardLies());
        reminder.ended(null, EndReason.BUTTON);
        assertTrue(reminder.isDue());
    }

    @Test
    void theNextCardHasItsOwnTenSeconds() {
        reminder.heard(reader, new CardLies());
        clock.step(Duration.ofSeconds(9));
        reminder.heard(reader, new CardGone());
        reminder.heard(reader, new CardLies());
        clock.step(Duration.ofSeconds(9));
        assertFalse(reminder.isDue());
    }

    @Test
    void aCardOnOneReaderIsStillSpokenOfWhenThatOnAnotherIsTaken() {
        IdCardReader second = new NoReader();
        reminder.heard(reader, new CardLies());
        reminder.heard(second, new CardLies());
        clock.step(Duration.ofSeconds(10));
        reminder.heard(second, new CardGone());
        assertTrue(reminder.isDue());
    }

    private static final class NoReader implements IdCardReader {

        @Override
        public Optional<IdCardFault> trouble() {
            return Optional.empty();
        }

        @Override
        public Card.Fields reads() {
            return Card.Fields.NONE;
        }

        @Override
        public ReadingCounts counts() {
            return new ReadingCounts(0, 0, 0, 0);
        }

        @Override
        public void onEvent(Consumer<Event> listener) {}
    }
}
