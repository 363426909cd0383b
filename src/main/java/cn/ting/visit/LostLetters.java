package cn.ting.visit;

import cn.ting.outbox.Lane;
import cn.ting.outbox.Letter;
import cn.ting.outbox.Outbox;
import cn.ting.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Facts that a damaged ledger kept while it lost their letters: they are posted once more, under new ids that name the former ones, by which
 * the platform notices those that it has. For whoever writes.
 *
 * <p>Facts keep the id they were written down with. What another machine wrote waits for a technician's word, as its letters do, and the
 * rest of the book with it.
 */
final class LostLetters {

    /** In one commit, for which residents' commits wait. */
    private static final int MOST = 200;

    private static final Logger LOG = Logger.getLogger(LostLetters.class);

    private final Outbox outbox;
    private final LostLetterTable table = new LostLetterTable();
    /** The life of the ledger whose book is known to have been gone through. */
    private volatile String through = "";

    LostLetters(Outbox outbox) {
        this.outbox = outbox;
    }

    /** True once the book of this life of the ledger was gone through, so that what is in no letter was receipted. */
    boolean allPosted(Transaction tx) throws SQLException {
        if (through.equals(tx.life())) {
            return true;
        }
        boolean done = !table.salvaged(tx) || table.through(tx, tx.life());
        if (done) {
            through = tx.life();
        }
        return done;
    }

    /**
     * Posts some of them.
     *
     * @return true when there may be more
     */
    boolean postAgain(Transaction tx) throws SQLException {
        if (allPosted(tx)) {
            return false;
        }
        long entry = table.reached(tx, tx.life());
        List<LostLetterTable.Lost> some = table.after(tx, entry, outbox.kiosk(), outbox.epochs().machine(), MOST);
        int posted = post(tx, some);
        boolean waits = posted < some.size();
        table.reached(tx, tx.life(), posted == 0 ? entry : some.get(posted - 1).entry(), some.size() < MOST && !waits);
        return some.size() == MOST && !waits;
    }

    /**
     * Posts those of a visit in progress that are still to come, before another of its facts is written: a number that is cancelled was given
     * first. The kiosk's own facts do not follow from one another.
     */
    void postAgain(Transaction tx, String visit) throws SQLException {
        if (visit.isEmpty() || allPosted(tx)) {
            return;
        }
        long entry = table.reached(tx, tx.life());
        if (table.mayLack(tx, visit, entry, outbox.epoch(tx))) {
            post(tx, table.of(tx, visit, entry, outbox.kiosk(), outbox.epochs().machine(), MOST));
        }
    }

    /**
     * What cannot be told any more is passed by: its letter would be no event, which no platform takes and which does not say what it stands for.
     *
     * @return how many, up to the first that another machine wrote
     */
    private int post(Transaction tx, List<LostLetterTable.Lost> some) throws SQLException {
        int done = 0;
        int posted = 0;
        for (LostLetterTable.Lost lost : some) {
            if (lost.foreign()) {
                break;
            }
            done++;
            if (lost.spoilt()) {
                LOG.warnf("fact %d has lost its letter and is spoilt; it is not sent again", lost.entry());
                continue;
            }
            String key = lost.visit().isEmpty() ? outbox.kiosk() : lost.visit();
            Letter.Former former = new Letter.Former(lost.epoch(), lost.number(), lost.boot());
            outbox.post(tx, new Letter(lost.type(), Lane.of(lost.lane()), key, lost.payload(), Optional.of(former)), lost.at(), false);
            posted++;
        }
        if (posted > 0) {
            LOG.warnf("%d facts had lost their letters with a damaged ledger; they are sent again", posted);
        }
        return done;
    }
}
