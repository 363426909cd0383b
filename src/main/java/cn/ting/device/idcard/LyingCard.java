package cn.ting.device.idcard;

import cn.ting.device.idcard.IdCardReader.CardGone;
import cn.ting.device.idcard.IdCardReader.CardLies;
import cn.ting.device.idcard.SamVStatus.Then;
import cn.ting.device.inventory.DevicePlace;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whether the card that was read still lies there, by what the module answers to a question that a lying card answers. Tells once that it
 * lies, and that it is gone after two failures in a row. What the card says to it is wiped unread.
 *
 * <p>Some modules answer from memory, card or no card, and would never be seen to find the next one. So the next card is looked for now and
 * then all the same: a module that finds one and still answers for the one before has shown what its answers are worth, and is not asked
 * any more until the kiosk starts anew or another module stands in its place. One thread.
 */
final class LyingCard {

    /** Longer than the ten seconds after which its owner is asked to take it: a module that forgets a card over a look has told by then. */
    static final Duration FIRST_GLANCE = Duration.ofSeconds(12);
    /** As long as whoever lays the first card behind such a module's memory waits. */
    static final Duration GLANCE_EVERY = Duration.ofSeconds(3);

    private static final Set<Then> GONE = EnumSet.of(Then.LAY_AGAIN, Then.NO_CARD);

    private final DevicePlace place;
    private final ForgottenCard forgotten;
    private final Consumer<IdCardReader.Event> teller;
    private final Optional<SamVCommand> asked;
    /** Its number; empty before any module has told one. */
    private String module = "";
    /** Empty where nothing is asked, or no answer believed any more. */
    private Optional<SamVCommand> question;
    private boolean watched;
    private boolean lies;
    private int misses;
    private int saidGone;
    private Duration nextGlance = Duration.ZERO;

    /** @param question what a lying card answers; empty where nobody knows one */
    LyingCard(DevicePlace place, Optional<SamVCommand> question, ForgottenCard forgotten, Consumer<IdCardReader.Event> teller) {
        this.place = place;
        this.asked = question;
        this.question = question;
        this.forgotten = forgotten;
        this.teller = teller;
    }

    /**
     * The module there has told its number. What another one was found to do says nothing of this one, and is no fault of it.
     *
     * @param number not empty
     */
    void module(String number) {
        if (!module.isEmpty() && !module.equals(number)) {
            question = asked;
            place.conditions().clear(IdCardFault.PRESENCE, place.name());
        }
        module = number;
    }

    /** True while it is to be asked for, in place of the next card. */
    boolean isWatched() {
        return watched;
    }

    /** A card was laid, and read or not. */
    void laid(boolean read) {
        watched = read && question.isPresent();
        misses = 0;
        saidGone = 0;
        nextGlance = place.clock().uptime().plus(FIRST_GLANCE);
    }

    /** Asks for it once. */
    void look(SamVQuestions module) throws IOException {
        boolean another = glance(module);
        Optional<SamVReply> said = module.ask(question.orElseThrow());
        said.ifPresent(SamVReply::wipe);
        Optional<Then> answer = said.map(reply -> reply.status().then());
        if (another && answer.filter(Then.GO_ON::equals).isPresent()) {
            fromMemory();
        } else {
            heard(answer);
        }
    }

    /** True when it finds a card, which none does that was read and lies. */
    private boolean glance(SamVQuestions module) throws IOException {
        Duration now = place.clock().uptime();
        if (now.compareTo(nextGlance) < 0) {
            return false;
        }
        nextGlance = now.plus(GLANCE_EVERY);
        return module.ask(SamVCommand.FIND).filter(reply -> reply.status() == SamVStatus.CARD_FOUND).isPresent();
    }

    /**
     * That card is the next one, or the one before found anew, and this module cannot tell which: nobody is taken for its holder before it was
     * laid again.
     */
    private void fromMemory() {
        question = Optional.empty();
        forgotten.mayBeThisOne();
        place.conditions().raise(IdCardFault.PRESENCE, place.name(), "answers for a card that is not there any more");
        leave();
    }

    private void heard(Optional<Then> answer) {
        boolean there = answer.filter(Then.GO_ON::equals).isPresent();
        misses = there ? 0 : misses + 1;
        saidGone = answer.filter(GONE::contains).isPresent() ? saidGone + 1 : 0;
        if (answer.isEmpty()) {
            // It may be starting anew, and ready before a second question goes unanswered.
            forgotten.moduleIsBack();
        }
        if (there && !lies) {
            lies = true;
            teller.accept(new CardLies());
        } else if (misses >= SamVReader.STRIKES) {
            if (saidGone >= SamVReader.STRIKES) {
                forgotten.lifted();
            }
            leave();
        }
    }

    /** It is gone, or nobody can ask any more. */
    void leave() {
        watched = false;
        if (lies) {
            lies = false;
            teller.accept(new CardGone());
        }
    }
}
