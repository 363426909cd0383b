package cn.ting.device.idcard;

import cn.ting.device.idcard.IdCardReader.CardGone;
import cn.ting.device.idcard.IdCardReader.CardLies;
import cn.ting.device.idcard.SamVStatus.Then;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whether the card that was read still lies there, by what the module answers to a question that a lying card answers. Tells once that it
 * lies, and that it is gone after two failures in a row. One thread.
 */
final class LyingCard {

    private static final Set<Then> GONE = EnumSet.of(Then.LAY_AGAIN, Then.NO_CARD);

    private final ForgottenCard forgotten;
    private final Consumer<IdCardReader.Event> teller;
    private boolean watched;
    private boolean lies;
    private int misses;
    private int saidGone;

    LyingCard(ForgottenCard forgotten, Consumer<IdCardReader.Event> teller) {
        this.forgotten = forgotten;
        this.teller = teller;
    }

    /** True while it is to be asked for, in place of the next card. */
    boolean isWatched() {
        return watched;
    }

    /** A card was read, or was not. */
    void watch(boolean on) {
        watched = on;
        misses = 0;
        saidGone = 0;
    }

    /** @param answer what the module said to the question; empty when it was silent */
    void heard(Optional<Then> answer) {
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
