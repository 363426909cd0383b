package cn.ting.supply;

import java.util.function.Supplier;

/**
 * What one device may hold of a slip that is not proven to have come out, known to the next life of this kiosk too: a printer that
 * kept its power remembers what a process that ended does not. Safe for use by any thread.
 */
public final class Leftover {

    /** How much is known of it. */
    public enum Kept {
        /** It holds nothing. */
        NOTHING,
        /** It was sent something, and nothing is known that would keep it from coming out. */
        SENT,
        /** It was sent something, and stopped in the midst of it. */
        STUCK
    }

    private final String device;
    private final Supplier<Kept> earlier;
    private final Runnable soon;
    private final News news = new News();
    private Kept now;

    /**
     * @param earlier asks the disk; null when there is no answer
     * @param soon run when there is something to be kept at once
     */
    Leftover(String device, Supplier<Kept> earlier, Runnable soon) {
        this.device = device;
        this.earlier = earlier;
        this.soon = soon;
    }

    /**
     * What is known of it now: what this life has told, else what the one before has left. {@link Kept#SENT} where the disk does not
     * tell, which its condition says: nobody knows then. Waits for the disk.
     */
    public Kept now() {
        Kept left = earlier.get();
        synchronized (this) {
            now = now == null ? left : now;
            return now == null ? Kept.SENT : now;
        }
    }

    /** It is so. Returns at once, before that is on the disk; what the disk refuses is kept at the next time of saving. */
    public void keep(Kept is) {
        synchronized (this) {
            if (is == now) {
                return;
            }
            now = is;
            news.tell();
        }
        soon.run();
    }

    String device() {
        return device;
    }

    /** What there is to keep; asked for as it is written, so that the last word is on the disk. */
    synchronized Kept told() {
        return now;
    }

    News news() {
        return news;
    }
}
