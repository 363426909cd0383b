package cn.ting.device.board;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.Driver;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lamp, relay and door on the control lines of a port behind a serial server. */
class Rfc2217ContractTest extends BoardContract {

    private final SimulatedSerialServer far = new SimulatedSerialServer(0, clock);

    @Override
    Driver driver() {
        return new Rfc2217Driver();
    }

    @Override
    String profile(String patience) {
        return "{lamp: dtr, relay: rts, door: cts, lookEvery: 50ms, answerPatience: " + patience + "}";
    }

    @Override
    String plug() {
        far.start();
        return far.line().address();
    }

    @Override
    void unplug() {
        far.line().unplug();
    }

    @Override
    int channel() {
        return 1;
    }

    @Override
    List<Boolean> switched() {
        return far.history().stream().filter(one -> one.line().equals("rts")).map(one -> !one.raised()).toList();
    }

    @Override
    boolean lampBurns() {
        return far.history().stream().filter(one -> one.line().equals("dtr")).reduce((one, later) -> later)
                .map(SimulatedSerialServer.Put::raised).orElse(false);
    }

    @Override
    void closeDoor(boolean closed) {
        far.cts(closed);
    }

    @Override
    void mute(boolean silent) {
        far.mute(silent);
    }

    @Override
    String tested() {
        return "the port answers: lamp on DTR, relay on RTS, door on CTS, the lamp was switched, the door is closed";
    }

    @Override
    void endFar() {
        far.close();
    }

    @Test
    void aServerThatTellsOfInputsOnlyWhenAskedIsAsked() throws Exception {
        serveAnew(IMPATIENT);
        unplug();
        eventually(() -> state() == DeviceState.ABSENT);
        far.silentAtFirst(true);
        plug();
        eventually(() -> state() == DeviceState.READY);
    }

    @Test
    void aServerThatHasNotTheOptionOrTellsNothingOrDoesNotObeyIsToldAsSuch() throws Exception {
        serveAnew(IMPATIENT);
        for (Runnable spoiling : List.<Runnable>of(() -> far.silentAtFirst(false), far::disobey, far::withoutOption)) {
            unplug();
            eventually(() -> state() == DeviceState.ABSENT);
            eventually(() -> !conditions.has(BoardFault.NO_LINES));
            spoiling.run();
            plug();
            eventually(() -> conditions.has(BoardFault.NO_LINES));
        }
        assertTrue(state() != DeviceState.READY);
    }

    @Test
    void onlyAServerOnTheNetworkIsOne() {
        assertThrows(IllegalArgumentException.class, () -> driver().checkAddress("serial:/dev/ttyS0"));
        assertThrows(IllegalArgumentException.class, () -> new ControlLinesDriver().checkAddress("tcp:10.0.0.1:4001"));
        assertThrows(IllegalArgumentException.class, () -> new ControlLinesDriver().checkAddress("serial:/dev/ttyS0@9600,rtscts"));
        assertEquals("/dev/ttyS0", new ControlLinesDriver().deviceFile("serial:/dev/ttyS0").orElseThrow().toString());
    }
}
