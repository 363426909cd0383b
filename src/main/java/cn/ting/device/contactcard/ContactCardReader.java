package cn.ting.device.contactcard;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * A reader into which a card with contacts is put: the port of this room. A card is read by itself as soon as it is in. Listeners run on
 * the device's thread, so they may only enqueue.
 */
public interface ContactCardReader {

    /** Registers for cards that are put in: told at once, before they are read, which takes up to some seconds; {@link #onCard} follows. */
    void onIn(Runnable listener);

    /** Registers for cards: each is told once for each time it is put in, whether it could be read or not. */
    void onCard(Consumer<ContactCard> listener);

    /** Registers for the end of a card that was told: it was taken out, or the reader can no longer know. */
    void onGone(Runnable listener);

    /** Why no card can be read now; empty when one can. */
    Optional<ContactCardFault> trouble();
}
