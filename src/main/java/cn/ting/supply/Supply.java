package cn.ting.supply;

import java.util.Locale;

/** One thing one device uses up. Safe for use by any thread; no call waits. */
public final class Supply {

    private final String device;
    private final String what;
    private final String unit;
    private final double full;
    private final double lowAt;
    private final Runnable changed;
    private final Runnable soon;
    private final boolean counted;
    private final News news = new News();
    private double left;
    private boolean known;
    private boolean ended;

    /**
     * @param counted whether the kiosk counts it down from a full one; otherwise only the device knows, and until it has told nobody does
     * @param soon run when there is something that had better be kept before the next time of saving
     */
    Supply(String device, String what, double full, String unit, double lowAt, boolean counted, Runnable changed, Runnable soon) {
        this.device = device;
        this.what = what;
        this.unit = unit;
        this.full = full;
        this.lowAt = lowAt;
        this.changed = changed;
        this.soon = soon;
        this.counted = counted;
        this.known = counted;
        this.left = full;
    }

    /** So much of it was used, in {@link #unit()}; less than nothing is ignored. */
    public void used(double amount) {
        synchronized (this) {
            left = Math.max(0, left - Math.max(0, amount));
            news.tell();
        }
        changed.run();
    }

    /** The device says how much is left, in {@link #unit()}. */
    public void measured(double amount) {
        set(amount);
    }

    /** The device says that it has come to its end; how much is left by the count stays as it is. */
    public void ended() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            news.tell();
        }
        soon.run();
    }

    /** True once it has {@linkplain #ended() ended}, in this life or an earlier one, until it {@linkplain #goesOn goes on}. */
    public synchronized boolean hasEnded() {
        return ended;
    }

    /**
     * There is some of it again.
     *
     * @param full false when the device says that it is not a full one
     */
    public void goesOn(boolean full) {
        synchronized (this) {
            ended = false;
            news.tell();
            left = full ? this.full : left;
        }
        changed.run();
        soon.run();
    }

    /** Somebody has filled it up. */
    void replenished() {
        set(full);
    }

    private void set(double amount) {
        synchronized (this) {
            left = Math.max(0, Math.min(full, amount));
            known = true;
            news.tell();
        }
        changed.run();
    }

    /**
     * What an earlier life left, less what this one has counted since it began; what has been measured meanwhile is newer.
     *
     * @param over whether it had come to its end
     */
    synchronized void remember(double before, boolean over) {
        ended |= over;
        if (counted) {
            left = Math.max(0, Math.min(full, before) - (full - left));
        } else if (!known) {
            left = Math.max(0, Math.min(full, before));
            known = true;
        }
    }

    /** False as long as nobody can tell how much is left. */
    synchronized boolean known() {
        return known;
    }

    News news() {
        return news;
    }

    /** The name of the device that uses it. */
    public String device() {
        return device;
    }

    /** What it is, such as {@code paper} or {@code toner-black}. */
    public String what() {
        return what;
    }

    /** What it is counted in: {@code m} or {@code %}. */
    public String unit() {
        return unit;
    }

    /** How much there is when it is new. */
    public double full() {
        return full;
    }

    /** How much is left as far as it is known, from 0 to {@link #full()}. */
    public synchronized double left() {
        return left;
    }

    /** True when somebody should bring more. */
    public synchronized boolean low() {
        return left <= lowAt;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s of %s: %.1f of %.0f %s", what, device, left(), full, unit);
    }
}
