package cn.ting.ota;

import cn.ting.seal.Tokens;
import cn.ting.slots.Found;
import cn.ting.slots.Release;
import cn.ting.slots.Slots;
import cn.ting.slots.SlotsException;
import cn.ting.trial.Journal;
import cn.ting.trial.UpdateState;
import cn.ting.trial.UpdateState.Phase;
import cn.ting.trial.UpdateTeller;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/** What is noted and told of a release on its way here, whichever way that is. For one thread. */
final class Bringing {

    private static final Logger LOG = Logger.getLogger(Bringing.class);

    private final Journal journal;
    private final UpdateTeller teller;
    private boolean handIsHeeded;
    /** The instruction whose very release a stick brings: followed too, once the stick came to an end. 0 for none. */
    private long inPlaceOf;

    Bringing(Journal journal, UpdateTeller teller) {
        this.journal = journal;
        this.teller = teller;
    }

    /** One that was cut short on its way, or waits for its moment, goes on under its name, by whichever way brings it now. */
    void offer(Found found, String way) throws IOException {
        UpdateState now = journal.state();
        // The platform names one release and means it still: a stick that came in between goes first, and no more.
        boolean named = now.phase() == Phase.FETCHED && now.way().equals(UpdateState.PLATFORM) && way.equals(UpdateState.STICK);
        inPlaceOf = 0;
        if (isOpen(now) && now.manifest().equals(found.manifest().sha256())) {
            inPlaceOf = named ? now.instruction() : 0;
            journal.become(named ? now.by(way).unfollowed() : now.by(way));
        } else {
            if (isOpen(now)) {
                UpdateState ended = now.refused(UpdateState.SUPERSEDED, "another came before it was tried");
                journal.become(named ? ended.unfollowed() : ended);
                teller.tell(journal.state());
            }
            journal.become(journal.state().offered("u" + Tokens.fresh(), way, found.manifest()));
        }
        teller.tell(journal.state());
    }

    /**
     * What a technician did by hand, which is done while no kiosk runs: what waited for its moment meanwhile and cannot come to it any more is
     * told for that, and is not taken for damage; then what was brought is told.
     */
    void heedHand(Slots slots) throws SlotsException, IOException {
        UpdateState now = journal.state();
        if (!handIsHeeded && now.phase() == Phase.FETCHED) {
            Optional<Release> committed = slots.committed();
            boolean serves = slots.serving().equals(committed);
            if (serves && committed.filter(release -> release.manifest().equals(now.manifest())).isPresent()) {
                journal.become(now.refused(UpdateState.SUPERSEDED, "it was installed by hand while it waited"));
            } else if (committed.isPresent() && !slots.free().equals(now.slot()) || !slots.mayHold(now.release())) {
                journal.become(now.refused(UpdateState.SUPERSEDED, "slot " + now.slot() + " was given to another by hand while it waited"));
            }
            teller.tell(journal.state());
        }
        handIsHeeded = true;
        teller.tellBrought(slots);
    }

    /** Ends what that way is bringing, or had brought and was not tried: whoever named it wants it no more. Harmless where there is none. */
    void letGo(String way, String cause, String detail) throws IOException {
        UpdateState now = journal.state();
        if (isOpen(now) && now.way().equals(way)) {
            journal.become(now.refused(cause, detail));
            teller.tell(journal.state());
        }
    }

    /** It is on its way, or waits for its moment. */
    private static boolean isOpen(UpdateState state) {
        return state.phase() == Phase.OFFERED || state.phase() == Phase.FETCHED;
    }

    /** @param end notes that it was looked at to the end */
    void fetched(String slot, UnaryOperator<UpdateState> end) throws IOException {
        UpdateState fetched = journal.state().fetched(slot);
        journal.become(end.apply(inPlaceOf > 0 ? fetched.followed(inPlaceOf) : fetched));
        LOG.infof("release %s stands in slot %s", journal.state().version(), slot);
    }

    /**
     * Ends what this way was bringing. What another one brings, or had brought, goes on, and the refusal is told beside it.
     *
     * @param end notes that it was looked at to the end
     * @return what was refused
     */
    UpdateState refuse(String way, String cause, String detail, UnaryOperator<UpdateState> end) throws IOException {
        LOG.warnf("a release is refused: %s", detail);
        UpdateState now = journal.state();
        boolean ours = now.phase() == Phase.OFFERED && now.way().equals(way);
        UpdateState refused = end.apply(ours ? now.refused(cause, detail) : now.refusedUnseen("u" + Tokens.fresh(), way, cause, detail));
        if (isOpen(now) && !ours) {
            // Told before it is noted: after a cut it is looked at again, and told twice rather than never.
            teller.tellBeside(refused);
            journal.become(end.apply(now));
        } else {
            journal.become(refused);
        }
        return refused;
    }
}
