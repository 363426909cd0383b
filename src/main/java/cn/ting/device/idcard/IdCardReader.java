package cn.ting.device.idcard;

import java.util.Optional;
import java.util.function.Consumer;

/** A reader of resident ID cards: the port of this room. */
public interface IdCardReader {

    /** What a reader has to say about the card on it. */
    sealed interface Event permits CardFound, CardRead, CardUnreadable, CardLies, CardGone {}

    /** A card was newly laid and is being read, which takes up to some seconds; one of the others follows. */
    record CardFound() implements Event {}

    /** A card was read whole. */
    record CardRead(Card card) implements Event {}

    /**
     * A card was found and could not be read: lifted too early, damaged, of no known layout, or one that may have been left lying since
     * before the reader was away. The resident lifts it and lays it down again.
     */
    record CardUnreadable(IdCardFault why) implements Event {}

    /**
     * A card that was read is known to lie there still; told once, soon after {@link CardRead}, and followed by
     * {@link CardGone}. A reader that cannot know tells neither.
     */
    record CardLies() implements Event {}

    /** The card was lifted, or the reader can no longer know. */
    record CardGone() implements Event {}

    /** Why no card can be read now; empty when one can. */
    Optional<IdCardFault> trouble();

    /** What it reads of a card beyond who the holder is and until when the card holds: as its profile says, so that the resident can be told. */
    Card.Fields reads();

    /** How it has worked since the kiosk started. */
    ReadingCounts counts();

    /** Registers for events. Listeners run on the device's thread, so they may only enqueue. */
    void onEvent(Consumer<Event> listener);
}
