package cn.ting.device.inventory;

import cn.ting.condition.Fault;
import cn.ting.time.KioskClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One device's state, since when and why, what it has done and what happened to it. Written by the device's thread, and by the clock's
 * where that hangs; read by any. One change is whole before the next begins, and is told after it, without a lock: who is told reads what
 * is so by then. Counts begin with the process.
 */
public final class DeviceStatus {

    /** The most events kept; the oldest goes. */
    static final int EVENTS = 20;

    private static final int LONGEST_EVENT = 200;
    private static final int LONGEST_IDENTITY = 64;

    /**
     * A state and the moment it began.
     *
     * @param cause what is wrong, as far as anybody knows; of an absent device why it went or cannot be reached, which stands until it
     *     answers again; empty when nothing is
     */
    public record Now(DeviceState state, Instant since, Optional<Fault> cause) {

        /** True when the device itself has spoken. That its thread hangs was said in its place: then it answers nothing. */
        public boolean answers() {
            return state.answers() && !cause.equals(Optional.of(InventoryFault.HUNG));
        }
    }

    /**
     * One thing that happened to a device.
     *
     * @param at when, by wall time
     * @param what one line for staff, in English, without any personal datum
     */
    public record Event(Instant at, String what) {}

    private final String name;
    private final String kind;
    private final KioskClock clock;
    private final Runnable changed;
    private final Deque<Event> events = new ArrayDeque<>();
    private volatile Now now;
    private final Steadiness steadiness = new Steadiness();
    /** What the driver said last, whatever its steadiness makes of it. */
    private volatile Now said;
    private volatile String identity = "";
    private volatile Duration cameRound;
    private volatile long uses;
    private volatile long faults;
    /** Counted as a fault, and not back since. */
    private boolean outOfService;
    private volatile long exchanges;
    private volatile long repeated;

    /** Begins absent, of no kind; see {@link #DeviceStatus(String, String, KioskClock, Runnable)}. */
    public DeviceStatus(String name, KioskClock clock, Runnable changed) {
        this(name, "", clock, changed);
    }

    /**
     * Begins absent.
     *
     * @param kind what the device is for, see {@link Driver#kind()}
     * @param changed run after every change, on the thread that made it
     */
    public DeviceStatus(String name, String kind, KioskClock clock, Runnable changed) {
        this.name = name;
        this.kind = kind;
        this.clock = clock;
        this.changed = changed;
        this.now = new Now(DeviceState.ABSENT, clock.instant(), Optional.empty());
        this.said = now;
        this.cameRound = clock.uptime();
    }

    /** Says how the device is, with no cause to name; saying the same again keeps the first moment. Device's thread. */
    public void is(DeviceState state) {
        comesRound();
        is(state, Optional.empty());
    }

    /** Says how the device is and why; saying the same again keeps the first moment. Device's thread. */
    public void is(DeviceState state, Fault why) {
        comesRound();
        is(state, Optional.of(why));
    }

    /** Its line is open; why it was away stands until it answers. */
    void isTried() {
        change(() -> becomesSaid(DeviceState.PRESENT, now.cause().filter(why -> now.state() == DeviceState.ABSENT)));
    }

    /** It is gone, or cannot be reached, for this reason as far as one is known. */
    void isAbsent(Optional<Fault> why) {
        change(() -> {
            // What was unplugged cannot be opened either, which is no news of it.
            boolean noNews = !now.state().answers() && now.cause().equals(Optional.of(InventoryFault.UNPLUGGED))
                    && why.equals(Optional.of(InventoryFault.REFUSED));
            return becomesSaid(DeviceState.ABSENT, noNews ? now.cause() : why);
        });
    }

    /**
     * Its thread does not come round, and so another says in its place that it is faulty. One that is away is not, nor one that has spoken
     * by the time it would be said.
     *
     * @param still whether it hangs, asked while nobody else can say anything
     */
    void hangs(BooleanSupplier still) {
        change(() -> still.getAsBoolean() && now.state() != DeviceState.ABSENT
                && becomesSaid(DeviceState.FAULTY, Optional.of(InventoryFault.HUNG)));
    }

    private void is(DeviceState state, Optional<Fault> why) {
        change(() -> becomesSaid(state, why));
    }

    private void change(BooleanSupplier isNews) {
        boolean news;
        synchronized (this) {
            news = isNews.getAsBoolean();
        }
        if (news) {
            changed.run();
        }
    }

    private boolean becomesSaid(DeviceState state, Optional<Fault> why) {
        said = new Now(state, clock.instant(), why);
        if (state == DeviceState.ABSENT) {
            steadiness.forget();
        }
        return becomes(state, why);
    }

    /**
     * A device that is ready but has to be asked again too often is degraded; what else is wrong with one goes before that.
     *
     * @return true when that is news
     */
    private boolean becomes(DeviceState told, Optional<Fault> cause) {
        boolean unsteady = told == DeviceState.READY && steadiness.isTooLow();
        DeviceState state = unsteady ? DeviceState.DEGRADED : told;
        Optional<Fault> why = unsteady ? Optional.of(InventoryFault.UNSTEADY) : cause;
        Now before = now;
        if (before.state() == state && before.cause().equals(why)) {
            return false;
        }
        Instant since = before.state() == state ? before.since() : clock.instant();
        now = new Now(state, since, why);
        countFault(before.state(), state);
        noteChange(state, why);
        return true;
    }

    /** One that broke down, went and came back broken has broken down once: the count is of what took it out of service. */
    private void countFault(DeviceState before, DeviceState state) {
        boolean fault = state == DeviceState.FAULTY || state == DeviceState.ABSENT && before.answers();
        if (state.inService()) {
            outOfService = false;
        } else if (fault && !outOfService) {
            outOfService = true;
            faults++;
        }
    }

    /** One try after another to reach a device that is away would soon be all that its events tell: those that end alike are one. */
    private void noteChange(DeviceState state, Optional<Fault> why) {
        String what = (state.name().toLowerCase(Locale.ROOT)
                + (state == DeviceState.PRESENT ? "" : " " + why.map(Fault::code).orElse(""))).strip();
        synchronized (events) {
            Iterator<Event> newest = events.descendingIterator();
            if (state == DeviceState.ABSENT && events.size() > 1
                    && newest.next().what().equals("present") && newest.next().what().equals(what)) {
                events.removeLast();
                return;
            }
        }
        note(what);
    }

    /**
     * The device was asked something and answered, or was given up. A driver that asks again where an answer came torn or hurt says so
     * here, or nobody learns that its line or its device wears out. Device's thread.
     *
     * @param again true when it had to be asked more than once, or did not answer in the end
     */
    public void exchanged(boolean again) {
        change(() -> {
            exchanges++;
            repeated += again ? 1 : 0;
            boolean before = steadiness.isTooLow();
            steadiness.exchanged(clock.uptime(), again);
            boolean news = steadiness.isTooLow() != before;
            if (news) {
                becomes(said.state(), said.cause());
            }
            // Also where its state stays as it is, since something else is wrong too.
            return news;
        });
    }

    /** One more use for a resident came to its end, whatever that was. */
    public synchronized void used() {
        uses++;
    }

    /** Keeps a line for staff among the newest {@value #EVENTS}; it must not hold any personal datum. */
    public void note(String what) {
        synchronized (events) {
            if (events.size() == EVENTS) {
                events.removeFirst();
            }
            events.addLast(new Event(clock.instant(), what.substring(0, Math.min(what.length(), LONGEST_EVENT))));
        }
    }

    /**
     * Which one it is, as it says itself, so that staff see where a part with a number of its own has got to: that of its security module
     * or its serial number. It stands until it says another, also while it is away. Told to the platform, at most {@value #LONGEST_IDENTITY}
     * characters; what is no letter, digit or one of {@code ._-} becomes a dash.
     */
    public void identity(String told) {
        String plain = told.strip().replaceAll("[^A-Za-z0-9._-]", "-");
        String fresh = plain.substring(0, Math.min(plain.length(), LONGEST_IDENTITY));
        if (!fresh.equals(identity)) {
            identity = fresh;
            note("is " + fresh);
            changed.run();
        }
    }

    /**
     * The device's thread has come round once more. The line says so with every call; a driver that {@linkplain
     * Driver#connectsItself connects itself} has to, at least every half minute.
     */
    public void comesRound() {
        cameRound = clock.uptime();
    }

    /** How long ago the device's thread came round. */
    Duration sinceRound() {
        return clock.uptime().minus(cameRound);
    }

    /** The device's name in {@code device-config}. */
    public String name() {
        return name;
    }

    /** What the device is for: the name of its room, such as {@code receipt}. */
    public String kind() {
        return kind;
    }

    /** Which one it said it is; empty while it has not. */
    public Optional<String> identity() {
        return Optional.of(identity).filter(told -> !told.isEmpty());
    }

    /** How it is now. */
    public Now now() {
        return now;
    }

    /** How often a resident has used it. */
    public long uses() {
        return uses;
    }

    /** How often it broke down, or went away after it had answered; what comes before it is in service again is the same fault. */
    public long faults() {
        return faults;
    }

    /** How often it was asked something, as far as its driver counts. */
    public long exchanges() {
        return exchanges;
    }

    /** How many of {@link #exchanges()} had to be repeated, or came to nothing. */
    public long repeated() {
        return repeated;
    }

    /** True while too many of the latest exchanges had to be repeated. */
    boolean unsteady() {
        return steadiness.isTooLow();
    }

    /** The counts behind {@link #unsteady()}, one line for staff. */
    String steadiness() {
        return steadiness.told();
    }

    /** What happened to it, oldest first, at most {@value #EVENTS}. */
    public List<Event> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }
}
