package cn.ting.device.board;

import cn.ting.device.inventory.DeviceStatus;
import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import java.io.IOException;
import java.util.List;

/** A board whose relays and inputs are numbered and asked by Modbus. */
final class ModbusWiring implements BoardWiring {

    private final ModbusBoardSettings settings;
    private final KioskClock clock;
    private final DeviceStatus status;
    private ModbusDialogue board;

    ModbusWiring(ModbusBoardSettings settings, KioskClock clock, DeviceStatus status) {
        this.settings = settings;
        this.clock = clock;
        this.status = status;
    }

    @Override
    public List<Integer> channels() {
        return settings.feeds();
    }

    @Override
    public boolean hasLamp() {
        return settings.lamp() > 0;
    }

    @Override
    public boolean hasDoor() {
        return settings.door() > 0;
    }

    @Override
    public void begin(Line line) {
        board = new ModbusDialogue(line, clock, settings, status);
    }

    @Override
    public void power(int channel, boolean on) throws IOException {
        board.switchRelay(channel, on != settings.onCutsPower());
    }

    @Override
    public void lamp(boolean lit) throws IOException {
        board.switchRelay(settings.lamp(), lit);
    }

    @Override
    public boolean doorOpen() throws IOException {
        return board.input(settings.door()) != settings.doorClosesContact();
    }

    @Override
    public void prove() throws IOException {
        board.relay(1);
    }

    @Override
    public String test() throws IOException {
        for (int channel = 1; channel <= settings.channels(); channel++) {
            board.relay(channel);
        }
        return settings.channels() + " relays answer";
    }

    @Override
    public void end() {}
}
