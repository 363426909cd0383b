package cn.ting.device.board;

import cn.ting.wire.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lamp, door and one relay on the control lines of a serial port. */
final class LineWiring implements BoardWiring {

    /** Finds the port at the end of a line. */
    @FunctionalInterface
    interface Opening {
        ControlLines open(Line line) throws IOException;
    }

    private final LineBoardSettings settings;
    private final Opening opening;
    private ControlLines lines;

    LineWiring(LineBoardSettings settings, Opening opening) {
        this.settings = settings;
        this.opening = opening;
    }

    @Override
    public List<Integer> channels() {
        return settings.feeds();
    }

    @Override
    public boolean hasLamp() {
        return settings.lamp() != LineBoardSettings.Output.NONE;
    }

    @Override
    public boolean hasDoor() {
        return settings.door() != LineBoardSettings.Input.NONE;
    }

    @Override
    public void begin(Line line) throws IOException {
        lines = opening.open(line);
    }

    @Override
    public void power(int channel, boolean on) throws IOException {
        lines.put(settings.relay(), on != settings.raisedCutsPower());
    }

    @Override
    public void lamp(boolean lit) throws IOException {
        lines.put(settings.lamp(), lit == settings.lampRaised());
    }

    @Override
    public boolean doorOpen() throws IOException {
        lines.prove();
        return lines.raised(settings.door()) != settings.doorClosedRaises();
    }

    @Override
    public void prove() throws IOException {
        lines.prove();
    }

    @Override
    public String test() throws IOException {
        lines.prove();
        List<String> used = new ArrayList<>();
        if (hasLamp()) {
            used.add("lamp on " + settings.lamp());
        }
        if (!channels().isEmpty()) {
            used.add("relay on " + settings.relay());
        }
        if (hasDoor()) {
            used.add("door on " + settings.door());
        }
        return "the port answers: " + String.join(", ", used);
    }

    @Override
    public void end() {
        if (lines != null) {
            lines.close();
            lines = null;
        }
    }
}
