package cn.ting.device.board;

import cn.ting.device.inventory.Driver;
import java.util.List;

/** Lamp, relay and door on the control lines of a port of this machine. Run by {@link LocalLinesTest} in a JVM whose kernel has some. */
class LocalLinesContract extends BoardContract {

    private final ModemLines far = new ModemLines(clock);

    @Override
    Driver driver() {
        return new ControlLinesDriver(ModemLines.LINES);
    }

    @Override
    String profile(String patience) {
        return "{lamp: dtr, relay: rts, door: cts, lookEvery: 50ms}";
    }

    @Override
    String plug() {
        return far.plug();
    }

    @Override
    void unplug() {
        far.unplug();
    }

    @Override
    int channel() {
        return 1;
    }

    @Override
    List<Boolean> switched() {
        return far.changes(ModemLines.RTS).stream().map(raised -> !raised).toList();
    }

    @Override
    boolean lampBurns() {
        return (far.raised() & ModemLines.DTR) != 0;
    }

    @Override
    void closeDoor(boolean closed) {
        far.raise(closed ? 1 : 0);
    }

    @Override
    void mute(boolean silent) {
        throw new IllegalStateException("it does not speak");
    }

    /** Not of a port of this machine: it is asked no question that it could leave open. */
    @Override
    void aMuteBoardIsAbsentAndBackWhenItSpeaks() {}

    @Override
    String tested() {
        return "the port answers: lamp on DTR, relay on RTS, door on CTS, the lamp was switched, the door is closed";
    }

    @Override
    void endFar() {
        far.close();
    }
}
