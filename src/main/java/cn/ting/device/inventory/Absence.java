package cn.ting.device.inventory;

import cn.ting.condition.Conditions;
import cn.ting.time.KioskClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One device's absence: told as a condition when it outlasts the grace, until the device answers.
 *
 * <p>A plug that loses its hold makes many of them, each over before anybody has come, and so they are told together too: from the fifth
 * within half an hour until there was none for half an hour. A relay, which may take the power four times a day, does not make as many.
 */
final class Absence {

    static final int TOO_MANY = 5;
    static final Duration STAYS = Duration.ofMinutes(30);

    private final DeviceSettings device;
    private final Duration grace;
    private final KioskClock clock;
    private final Conditions conditions;
    /** When it went after it had answered, by uptime; the newest few. */
    private final Deque<Duration> goings = new ArrayDeque<>();
    private KioskClock.Alarm restless = () -> {};
    private boolean comesAndGoes;
    private boolean hasAnswered;
    private KioskClock.Alarm alarm;
    private boolean calledOff;

    Absence(DeviceSettings device, Duration grace, KioskClock clock, Conditions conditions) {
        this.device = device;
        this.grace = grace;
        this.clock = clock;
        this.conditions = conditions;
    }

    /** Begins, if it has not yet: a line that opens and breaks in between does not put the telling off. */
    synchronized void begin() {
        if (alarm == null && !calledOff) {
            alarm = clock.after(grace, this::tell);
            if (hasAnswered) {
                went();
            }
        }
    }

    private void went() {
        Duration now = clock.uptime();
        if (goings.size() == TOO_MANY) {
            goings.removeFirst();
        }
        goings.addLast(now);
        comesAndGoes |= goings.size() == TOO_MANY && now.minus(goings.peekFirst()).compareTo(STAYS) < 0;
        if (comesAndGoes) {
            restless.cancel();
            restless = clock.after(STAYS, this::stayed);
            conditions.raise(InventoryFault.COMES_AND_GOES, device.name(),
                    "it went " + TOO_MANY + " times or more within " + STAYS.toMinutes() + " min");
        }
    }

    /** Since the last alarm: one that was just called off may come all the same. */
    private synchronized void stayed() {
        if (!calledOff && clock.uptime().minus(goings.peekLast()).compareTo(STAYS) >= 0) {
            comesAndGoes = false;
            conditions.clear(InventoryFault.COMES_AND_GOES, device.name());
        }
    }

    /** Ends with an answer of the device. */
    synchronized void end() {
        hasAnswered = true;
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
            conditions.clear(InventoryFault.ABSENT, device.name());
        }
    }

    /** The kiosk stops: nobody is told any more. */
    synchronized void callOff() {
        calledOff = true;
        restless.cancel();
        end();
    }

    private synchronized void tell() {
        if (alarm != null) {
            conditions.raise(InventoryFault.ABSENT, device.name(), "no answer on " + device.line());
        }
    }
}
