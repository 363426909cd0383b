package cn.ting.device.inventory;

import cn.ting.condition.Fault;
import cn.ting.time.KioskClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One device's state, since when and why, what it has done and what happened to it. Written by the device's thread, read by
 * any. Counts begin with the process.
 */
public final class DeviceStatus {

    /** The most events kept; the oldest goes. */
    static final int EVENTS = 20;

    private static final int LONGEST_EVENT = 200;

    /**
     * A state and the moment it began.
     *
     * @param cause what is wrong, as far as the device's driver says so; empty when nothing is
     */
    public record Now(DeviceState state, Instant since, Optional<Fault> cause) {}

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
    private volatile Duration cameRound;
    private volatile long uses;
    private volatile long faults;

    /** Begins absent, of no kind; see {@link #DeviceStatus(String, String, KioskClock, Runnable)}. */
    public DeviceStatus(String name, KioskClock clock, Runnable changed) {
        this(name, "", clock, changed);
    }

    /**
     * Begins absent.
     *
     * @param kind what the device is for, see {@link Driver#kind()}
     * @param changed run on the device's thread after every change
     */
    public DeviceStatus(String name, String kind, KioskClock clock, Runnable changed) {
        this.name = name;
        this.kind = kind;
        this.clock = clock;
        this.changed = changed;
        this.now = new Now(DeviceState.ABSENT, clock.instant(), Optional.empty());
        this.cameRound = clock.uptime();
    }

    /** Says how the device is, with no cause to name; saying the same again keeps the first moment. */
    public void is(DeviceState state) {
        is(state, Optional.empty());
    }

    /** Says how the device is and why; saying the same again keeps the first moment. */
    public void is(DeviceState state, Fault why) {
        is(state, Optional.of(why));
    }

    private void is(DeviceState state, Optional<Fault> why) {
        Now before = now;
        if (before.state() == state && before.cause().equals(why)) {
            return;
        }
        Instant since = before.state() == state ? before.since() : clock.instant();
        now = new Now(state, since, why);
        if (state == DeviceState.FAULTY && before.state() != state || state == DeviceState.ABSENT && before.state().answers()) {
            faults++;
        }
        note((state.name().toLowerCase(Locale.ROOT) + " " + why.map(Fault::code).orElse("")).strip());
        changed.run();
    }

    /** One more use for a resident came to its end, whatever that was. */
    public void used() {
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

    /** How it is now. */
    public Now now() {
        return now;
    }

    /** How often a resident has used it. */
    public long uses() {
        return uses;
    }

    /** How often it broke down or went away after it had answered. */
    public long faults() {
        return faults;
    }

    /** What happened to it, oldest first, at most {@value #EVENTS}. */
    public List<Event> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }
}
