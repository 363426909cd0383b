package cn.ting.identify;

import cn.ting.visit.EndReason;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitListener;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whose a card is: nobody's any more once a visit has ended since it was laid. Reading one takes a second, and a reader may try a card again that it
 * could not read, for as long as it lies: whoever laid it may have ended the visit and gone by then, and would be greeted before the next. Safe for
 * use by any thread.
 */
final class Laying implements VisitListener {

    private final AtomicLong ended = new AtomicLong();

    @Override
    public void ended(Visit visit, EndReason reason) {
        ended.incrementAndGet();
    }

    /** Now, as {@link #isOver} takes it. */
    long now() {
        return ended.get();
    }

    /** True when a visit has ended since then. */
    boolean isOver(long laid) {
        return laid != ended.get();
    }
}
