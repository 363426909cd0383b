package cn.ting.device.idcard;

import cn.ting.device.idcard.Card.Addressed;
import cn.ting.device.idcard.IdCardReader.CardFound;
import cn.ting.device.idcard.IdCardReader.CardRead;
import cn.ting.device.idcard.IdCardReader.CardUnreadable;
import cn.ting.device.idcard.IdCardReader.Event;
import cn.ting.device.idcard.SamVStatus.Then;
import cn.ting.device.inventory.DevicePlace;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What becomes of a card that the module finds: it is selected, read and told; or told as one that cannot be read, once, and tried again in
 * silence as long as the module still finds it. What the module said of it is wiped when it has been understood. One thread.
 */
final class SamVReading {

    /** What a module says whose card is there no more, or who is not well itself. */
    private static final Set<Then> LOST = EnumSet.of(Then.LAY_AGAIN, Then.NO_CARD, Then.OTHER_CARD, Then.OUT_OF_ORDER);

    private final DevicePlace place;
    private final SamVSettings settings;
    private final SamVTally tally;
    private final ForgottenCard forgotten;
    private final Consumer<Event> teller;
    private boolean troubleTold;
    /** Looks in a row at which the module found a card and refused it. */
    private int vain;

    SamVReading(DevicePlace place, SamVSettings settings, SamVTally tally, ForgottenCard forgotten, Consumer<Event> teller) {
        this.place = place;
        this.settings = settings;
        this.tally = tally;
        this.forgotten = forgotten;
        this.teller = teller;
    }

    /** The line is a new one. */
    void begin() {
        troubleTold = false;
    }

    /** The module finds none. */
    void none() {
        vain = 0;
        forgotten.missed();
        troubleTold = false;
    }

    /** It finds one and refuses it. A card that comes near may be refused once and found by the next look. */
    void refused(IdCardFault why) {
        forgotten.found();
        if (++vain == SamVReader.STRIKES && !troubleTold && why == IdCardFault.READ_FAILED) {
            count(false);
        }
        if (vain >= SamVReader.STRIKES) {
            leaveAlone(why);
        }
    }

    /** How the reading of a card ended: whether it was read, and what the module said where it did not go on. */
    record Outcome(boolean read, Optional<SamVStatus> stopped) {}

    /**
     * It finds one, which is read unless it is to be left alone.
     *
     * @throws IOException when the line broke under it; its end was told all the same
     */
    Outcome found(SamVQuestions module) throws IOException {
        vain = 0;
        if (forgotten.found()) {
            leaveAlone(IdCardFault.READ_FAILED);
            return new Outcome(false, Optional.empty());
        }
        if (!troubleTold) {
            teller.accept(new CardFound());
        }
        Attempt attempt = new Attempt(new CardUnreadable(IdCardFault.READ_FAILED), Optional.empty());
        try {
            attempt = attempt(module);
        } finally {
            // Whoever was told of a card is told of its end too, also when the line breaks under it.
            tellEnd(attempt.end());
        }
        return new Outcome(attempt.end() instanceof CardRead, attempt.stopped());
    }

    private void tellEnd(Event end) {
        boolean read = end instanceof CardRead;
        if (read || !troubleTold) {
            // Another kind of card, or one whose content is wrong, is no failure of the reader's.
            if (read || end.equals(new CardUnreadable(IdCardFault.READ_FAILED))) {
                count(read);
            }
            place.status().used();
            teller.accept(end);
        }
        troubleTold = !read;
    }

    /** Whoever stands there hears that the card is to be lifted and laid again, or another one; nobody has read it. */
    private void leaveAlone(IdCardFault why) {
        if (!troubleTold) {
            troubleTold = true;
            teller.accept(new CardFound());
            teller.accept(new CardUnreadable(why));
        }
    }

    private void count(boolean read) {
        tally.card(read);
        place.conditions().set(tally.worn(), IdCardFault.WORN, place.name(), tally.detail());
    }

    private record Attempt(Event end, Optional<SamVStatus> stopped) {}

    private Attempt attempt(SamVQuestions module) throws IOException {
        Optional<SamVReply> selected = module.ask(SamVCommand.SELECT);
        selected.ifPresent(SamVReply::wipe);
        if (selected.filter(reply -> reply.status() == SamVStatus.SUCCESS).isEmpty()) {
            return stopped(selected);
        }
        Optional<SamVReply> text = module.ask(settings.read());
        Attempt attempt;
        try {
            attempt = text.filter(reply -> reply.status() == SamVStatus.SUCCESS)
                    .map(reply -> new Attempt(TextBlock.read(reply.data(), settings.fingerprints(), settings.fields()), Optional.empty()))
                    .orElseGet(() -> stopped(text));
        } finally {
            text.ifPresent(SamVReply::wipe);
        }
        return settings.fields().address() && attempt.end() instanceof CardRead read && read.card() instanceof Addressed card
                ? askedForLater(module, card) : attempt;
    }

    /** Asked without a new selection, as long as the card lies there. One that was lifted too early was not read. */
    private Attempt askedForLater(SamVQuestions module, Addressed card) throws IOException {
        Optional<SamVReply> later = module.ask(SamVCommand.LATER_ADDRESS);
        try {
            return later.filter(reply -> LOST.contains(reply.status().then())).isPresent()
                    ? stopped(later) : new Attempt(withLater(card, later), Optional.empty());
        } finally {
            later.ifPresent(SamVReply::wipe);
        }
    }

    /** A module that does not know the question, or keeps silent to it, leaves it open whether the address holds: the card has none then. */
    private static Event withLater(Addressed card, Optional<SamVReply> later) {
        return switch (later.map(SamVReply::status).orElse(SamVStatus.UNLISTED)) {
            case SUCCESS -> TextBlock.addLater(card, later.orElseThrow().data());
            case NOT_ON_THE_CARD -> new CardRead(card);
            default -> new CardRead(card.livingAt(Optional.empty()));
        };
    }

    private Attempt stopped(Optional<SamVReply> answer) {
        if (answer.isPresent()) {
            forgotten.failed();
        }
        Optional<SamVStatus> how = answer.map(SamVReply::status);
        boolean other = how.filter(status -> status.then() == Then.OTHER_CARD).isPresent();
        return new Attempt(new CardUnreadable(other ? IdCardFault.LAYOUT_UNKNOWN : IdCardFault.READ_FAILED), how);
    }
}
