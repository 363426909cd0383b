package cn.ting.device.board;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.PowerSwitch;
import cn.ting.device.inventory.SelfTesting;
import cn.ting.device.inventory.Verdict;
import cn.ting.device.inventory.WorkQueue;
import cn.ting.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A board that switches lamp and power and watches the door. First of all it gives power to everything that hangs on it: a kiosk that was
 * killed while a printer was switched off must not leave it so.
 */
final class RelayBoard implements Device, Lamp, Door, PowerSwitch, SelfTesting {

    private static final int MOST_WAITING = 4;
    private static final Duration WORK = Duration.ofSeconds(20);

    private final DevicePlace place;
    private final BoardWiring wiring;
    private final Duration lookEvery;
    private final WorkQueue work;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean wanted;
    private volatile Optional<Boolean> open = Optional.empty();
    /** Device's thread only. */
    private Optional<Boolean> lit = Optional.empty();

    /**
     * @param lookEvery how often the door is looked at; the lamp follows as fast
     */
    RelayBoard(DevicePlace place, BoardWiring wiring, Duration lookEvery) {
        this.place = place;
        this.wiring = wiring;
        this.lookEvery = lookEvery;
        this.work = new WorkQueue(place.clock(), MOST_WAITING);
    }

    @Override
    public void light(boolean shallBeLit) {
        wanted = shallBeLit;
    }

    @Override
    public Optional<Boolean> open() {
        return open;
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public CompletableFuture<Cycled> cycle(int channel, Duration off) {
        if (!wiring.channels().contains(channel)) {
            return CompletableFuture.completedFuture(Cycled.NOT_BEGUN);
        }
        AtomicBoolean begun = new AtomicBoolean();
        return work.<Cycled>offer(WORK.plus(off), underway -> cycled(channel, off, begun)).outcome()
                .exceptionally(failed -> begun.get() ? Cycled.UNCONFIRMED : Cycled.NOT_BEGUN);
    }

    private Cycled cycled(int channel, Duration off, AtomicBoolean begun) throws IOException, InterruptedException {
        begun.set(true);
        place.status().note("takes the power from " + channel + " for " + off.toMillis() + " ms");
        try {
            wiring.power(channel, false);
            place.clock().pause(off);
        } finally {
            // Whatever went wrong; and where this fails too, the next line begins with it.
            wiring.power(channel, true);
        }
        place.status().used();
        return Cycled.DONE;
    }

    /** Lights the lamp for a moment where there is one, and has all of the board answer. */
    @Override
    public CompletableFuture<Verdict> selfTest() {
        return work.<Verdict>offer(WORK, underway -> {
            String seen = wiring.test();
            if (wiring.hasLamp()) {
                boolean before = lit.orElse(false);
                wiring.lamp(!before);
                place.clock().pause(Duration.ofSeconds(1));
                wiring.lamp(before);
            }
            return Verdict.passed(seen + (wiring.hasLamp() ? ", the lamp was switched" : "")
                    + open.map(isOpen -> isOpen ? ", the door is open" : ", the door is closed").orElse(""));
        }).outcome();
    }

    @Override
    public void serve(Line line) throws IOException, InterruptedException {
        lit = Optional.empty();
        try {
            wiring.begin(line);
            for (int channel : wiring.channels()) {
                wiring.power(channel, true);
            }
            while (true) {
                look();
                refusesNothing();
                place.status().is(DeviceState.READY);
                place.status().comesRound();
                work.runNext(lookEvery);
            }
        } catch (BoardWiring.RefusedException refused) {
            place.conditions().raise(refused.fault(), place.name(), refused.getMessage());
            place.status().is(DeviceState.FAULTY, refused.fault());
            throw refused;
        } catch (IOException gone) {
            refusesNothing();
            throw gone;
        } finally {
            wiring.end();
            work.failAll(new IOException("the board is gone"));
            door(Optional.empty());
        }
    }

    /** Only a board that is heard refuses: who looks for another at its place shall not read that it does. */
    @Override
    public void unreached() {
        refusesNothing();
    }

    private void refusesNothing() {
        place.conditions().clear(BoardFault.REFUSED, place.name());
        place.conditions().clear(BoardFault.NO_LINES, place.name());
    }

    private void look() throws IOException {
        if (wiring.hasLamp() && !lit.equals(Optional.of(wanted))) {
            boolean now = wanted;
            wiring.lamp(now);
            lit = Optional.of(now);
        }
        if (wiring.hasDoor()) {
            door(Optional.of(wiring.doorOpen()));
        } else {
            // Nothing else may be asked of it for days, and it shall be known to be there.
            wiring.prove();
        }
    }

    private void door(Optional<Boolean> now) {
        if (!now.equals(open)) {
            open = now;
            place.conditions().set(now.equals(Optional.of(true)), BoardFault.DOOR_OPEN, place.name(), "its contact says so");
            now.ifPresent(isOpen -> place.status().note(isOpen ? "the door was opened" : "the door was closed"));
            listeners.forEach(Runnable::run);
        }
    }
}
