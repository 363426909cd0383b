package cn.ting.device.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.board.SimulatedModbusBoard.Switched;
import cn.ting.device.inventory.Driver;
import cn.ting.device.inventory.PowerSwitch;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every Modbus board does, whatever its line. */
abstract class ModbusBoardContract extends BoardContract {

    final SimulatedModbusBoard far = new SimulatedModbusBoard(0, clock);

    @Override
    Driver driver() {
        return new ModbusBoardDriver();
    }

    @Override
    String profile(String patience) {
        return "{lamp: 8, door: 1, lookEvery: 50ms, answerPatience: " + patience + "}";
    }

    @Override
    int channel() {
        return 3;
    }

    @Override
    List<Boolean> switched() {
        return far.history().stream().filter(one -> one.relay() == channel()).map(one -> !one.on()).toList();
    }

    @Override
    boolean lampBurns() {
        return far.relay(8);
    }

    @Override
    void closeDoor(boolean closed) {
        far.contact(1, closed);
        far.start();
    }

    @Override
    void mute(boolean silent) {
        far.mute(silent);
    }

    @Override
    String tested() {
        return "8 relays answer, the lamp was switched, the door is closed";
    }

    @Override
    void endFar() {
        far.close();
    }

    @Test
    void everyRelayButTheLampsGivesPowerFirstOfAll() {
        for (int relay = 1; relay <= 7; relay++) {
            assertEquals(new Switched(relay, false), far.history().get(relay - 1));
        }
    }

    @Test
    void aTornOrGarbledAnswerIsAskedForAgain() throws Exception {
        PowerSwitch power = power();
        far.tearNextAnswer();
        assertEquals(PowerSwitch.Cycled.DONE, power.cycle(2, OFF).get(60, TimeUnit.SECONDS));
        far.garbleNextAnswer();
        assertEquals(PowerSwitch.Cycled.DONE, power.cycle(2, OFF).get(60, TimeUnit.SECONDS));
        assertEquals(0, faults());
        assertEquals(2, repeated());
    }

    /** 5 and 6 are no word about what it can do. */
    @Test
    void aBoardThatIsBusyIsAskedAgain() throws Exception {
        PowerSwitch power = power();
        far.putOff(6, 5);
        assertEquals(PowerSwitch.Cycled.DONE, power.cycle(2, OFF).get(60, TimeUnit.SECONDS));
        assertFalse(conditions.has(BoardFault.REFUSED));
        assertEquals(0, faults());
        assertEquals(1, repeated());
    }
}
