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

/**
 * A relay board on its line. First of all it gives power to everything that hangs on it: a kiosk that was killed while a printer was
 * switched off must not leave it so.
 */
final class ModbusBoard implements Device, Lamp, Door, PowerSwitch, SelfTesting {

    private static final int MOST_WAITING = 4;
    private static final Duration WORK = Duration.ofSeconds(20);

    private final DevicePlace place;
    private final ModbusBoardSettings settings;
    private final WorkQueue work;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean wanted;
    private volatile Optional<Boolean> open = Optional.empty();
    /** Device's thread only. */
    private ModbusDialogue board;
    private Optional<Boolean> lit = Optional.empty();

    ModbusBoard(DevicePlace place, ModbusBoardSettings settings) {
        this.place = place;
        this.settings = settings;
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
    public CompletableFuture<Boolean> cycle(int channel, Duration off) {
        if (channel > settings.channels() || channel == settings.lamp()) {
            return CompletableFuture.completedFuture(false);
        }
        return work.<Boolean>offer(WORK.plus(off), underway -> cycled(channel, off)).outcome().exceptionally(failed -> false);
    }

    private boolean cycled(int channel, Duration off) throws IOException, InterruptedException {
        place.status().note("takes the power from " + channel + " for " + off.toMillis() + " ms");
        try {
            board.switchRelay(channel, settings.onCutsPower());
            place.clock().pause(off);
        } finally {
            // Whatever went wrong; and where this fails too, the next line begins with it.
            board.switchRelay(channel, !settings.onCutsPower());
        }
        place.status().used();
        return true;
    }

    /** Lights the lamp for a moment where there is one, and has every relay's state read. */
    @Override
    public CompletableFuture<Verdict> selfTest() {
        return work.<Verdict>offer(WORK, underway -> {
            for (int channel = 1; channel <= settings.channels(); channel++) {
                board.relay(channel);
            }
            if (settings.lamp() > 0) {
                boolean before = board.relay(settings.lamp());
                board.switchRelay(settings.lamp(), !before);
                place.clock().pause(Duration.ofSeconds(1));
                board.switchRelay(settings.lamp(), before);
            }
            return Verdict.passed(settings.channels() + " relays answer" + (settings.lamp() > 0 ? ", the lamp was switched" : "")
                    + open.map(isOpen -> isOpen ? ", the door is open" : ", the door is closed").orElse(""));
        }).outcome();
    }

    @Override
    public void serve(Line line) throws IOException, InterruptedException {
        board = new ModbusDialogue(line, place.clock(), settings);
        lit = Optional.empty();
        try {
            for (int channel = 1; channel <= settings.channels(); channel++) {
                if (channel != settings.lamp()) {
                    board.switchRelay(channel, !settings.onCutsPower());
                }
            }
            while (true) {
                look();
                place.conditions().clear(BoardFault.REFUSED, place.name());
                place.status().is(DeviceState.READY);
                work.runNext(settings.lookEvery());
            }
        } catch (ModbusDialogue.RefusedException refused) {
            place.conditions().raise(BoardFault.REFUSED, place.name(), refused.getMessage());
            place.status().is(DeviceState.FAULTY, BoardFault.REFUSED);
            throw refused;
        } finally {
            work.failAll(new IOException("the board is gone"));
            door(Optional.empty());
        }
    }

    private void look() throws IOException {
        if (settings.lamp() > 0 && !lit.equals(Optional.of(wanted))) {
            boolean now = wanted;
            board.switchRelay(settings.lamp(), now);
            lit = Optional.of(now);
        }
        if (settings.door() > 0) {
            door(Optional.of(board.input(settings.door()) != settings.doorClosesContact()));
        } else if (settings.lamp() == 0) {
            // Nothing else is asked of it for days, and it shall be known to be there.
            board.relay(1);
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
