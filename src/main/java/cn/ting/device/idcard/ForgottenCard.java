package cn.ting.device.idcard;

import cn.ting.time.KioskClock;
import java.time.Duration;

/**
 * Tells a card that was newly laid from one that somebody left lying. A module that lost its power finds such a card as if it were new,
 * and whoever stands there by then would be taken for its holder. So a card that is found while a module that is back settles is left alone
 * until it was lifted, unless it is known that none lay there when the module was lost. One thread.
 *
 * <p>What lies there when the kiosk itself starts nobody has seen laid: a card that is found before the module has said twice in a row that
 * there is none is left alone in the same way. One answer may miss a card, as the first after a port was opened, whose lines start some
 * modules anew, or under a card at the edge of the field. A module whose power came back with the kiosk's has had the time in which that boots
 * to settle.
 */
final class ForgottenCard {

    /** From a module's first answer until its field is up and what lies in it is found: a good deal less, by what is said of modules. */
    static final Duration SETTLES = Duration.ofSeconds(2);

    private final KioskClock clock;
    private final Duration settles;
    private Duration settled = Duration.ZERO;
    /** It is not known yet that nothing lay there when the kiosk started. */
    private boolean neverEmpty = true;
    private boolean mayLie = true;
    private boolean alone;
    private int misses;

    /** @param settles from a module's return until what it finds was newly laid; {@link #SETTLES} */
    ForgottenCard(KioskClock clock, Duration settles) {
        this.clock = clock;
        this.settles = settles;
    }

    /** The module is heard again, or has forgotten what it was about: what it finds next may be the card of before. */
    void moduleIsBack() {
        alone = false;
        misses = 0;
        if (mayLie && !neverEmpty) {
            settled = clock.uptime().plus(settles);
        }
    }

    /**
     * The module has found a card.
     *
     * @return true when it is to be left alone
     */
    boolean found() {
        misses = 0;
        alone |= neverEmpty || clock.uptime().compareTo(settled) < 0;
        neverEmpty = false;
        mayLie = true;
        return alone;
    }

    /** The module finds none. Twice in a row, where it had found the card that was left alone, this one was lifted. */
    void missed() {
        misses++;
        if (misses >= SamVReader.STRIKES) {
            neverEmpty = false;
            if (alone) {
                lifted();
            }
        }
    }

    /**
     * The module has said that it could not read the card. Whoever laid it is asked to lay it again and stands there: nobody leaves a card
     * behind that was of no use yet.
     */
    void failed() {
        mayLie = false;
    }

    /** The card that is found may be the one before, since nobody can tell: it is left alone until it was lifted. */
    void mayBeThisOne() {
        alone = true;
        misses = 0;
    }

    /** It is known that no card lies there: the next one is new. */
    void lifted() {
        neverEmpty = false;
        alone = false;
        mayLie = false;
        settled = Duration.ZERO;
    }
}
