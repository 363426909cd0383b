package cn.ting.device.ups;

import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import cn.ting.wire.TcpFarEnd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A UPS and the service that watches over it, at the far end of a line: answers in the text protocol of NUT (developer guide, "Network
 * protocol information") as upsd 2.8 does, with hands on the mains, the battery and the service. Safe for use by any thread.
 */
public final class SimulatedUps implements AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final int LONGEST = 512;

    private final String name;
    private final TcpFarEnd farEnd;
    private final Map<String, String> variables = new TreeMap<>();
    private volatile boolean mute;
    private volatile boolean stale;
    private boolean mains = true;
    private boolean low;
    private boolean worn;
    private boolean undecided;

    /**
     * Makes one that is on mains and does not listen yet.
     *
     * @param port 0 for any free one
     * @param name of the UPS
     */
    public SimulatedUps(int port, String name, KioskClock clock) {
        this.name = name;
        this.farEnd = new TcpFarEnd(port, 0, clock, this::serve);
        variables.put("device.model", "Simulated \"Ting\" 1000 \\ VA");
        variables.put("driver.name", "simulated");
        tell("100", "1800");
    }

    public void start() {
        farEnd.start();
    }

    /** Its line, to unplug, hang up or watch. */
    public TcpFarEnd line() {
        return farEnd;
    }

    /** The mains are lost; the battery is three fifths full. */
    public synchronized void loseMains() {
        mains = false;
        low = false;
        tell("60", "1080");
    }

    /** The battery is nearly empty. */
    public synchronized void drain() {
        low = true;
        tell("8", "90");
    }

    /** The mains are there again, and the battery charges. */
    public synchronized void restoreMains() {
        mains = true;
        low = false;
        tell("62", "1100");
    }

    /** The battery is worn and asks to be replaced. */
    public synchronized void wear(boolean on) {
        worn = on;
        tell(variables.get("battery.charge"), variables.get("battery.runtime"));
    }

    /** It says neither that it is on mains nor that it is on battery, as while its driver waits for it. */
    public synchronized void undecided(boolean on) {
        undecided = on;
        tell(variables.get("battery.charge"), variables.get("battery.runtime"));
    }

    /** The service hears questions and answers none. */
    public void mute(boolean on) {
        mute = on;
    }

    public boolean isMuted() {
        return mute;
    }

    /** The service has not heard from the UPS lately. */
    public void stale(boolean on) {
        stale = on;
    }

    public synchronized boolean hasMains() {
        return mains;
    }

    @Override
    public void close() {
        farEnd.close();
    }

    private void tell(String charge, String runtime) {
        variables.put("battery.charge", charge);
        variables.put("battery.runtime", runtime);
        variables.put("ups.status", (undecided ? "WAIT" : mains ? "OL" : "OB DISCHRG") + (low ? " LB" : "") + (worn ? " RB" : ""));
    }

    private void serve(Line line) throws IOException {
        StringBuilder heard = new StringBuilder();
        byte[] chunk = new byte[LONGEST];
        while (true) {
            int count = line.read(chunk, GLANCE);
            heard.append(new String(chunk, 0, count, StandardCharsets.US_ASCII));
            for (int end = heard.indexOf("\n"); end >= 0; end = heard.indexOf("\n")) {
                String command = heard.substring(0, end).strip();
                heard.delete(0, end + 1);
                if (!mute) {
                    line.write(answer(command).getBytes(StandardCharsets.US_ASCII));
                }
                if (command.equals("LOGOUT")) {
                    return;
                }
            }
            if (heard.length() > LONGEST) {
                return;
            }
        }
    }

    private synchronized String answer(String command) {
        String[] words = command.split(" ");
        if (command.equals("LOGOUT")) {
            return "OK Goodbye\n";
        }
        if (command.equals("LIST UPS")) {
            return "BEGIN LIST UPS\nUPS " + name + " \"Simulated\"\nEND LIST UPS\n";
        }
        boolean list = command.startsWith("LIST VAR ") && words.length == 3;
        boolean get = command.startsWith("GET VAR ") && words.length == 4;
        if (!list && !get) {
            return "ERR UNKNOWN-COMMAND\n";
        }
        if (!words[2].equals(name)) {
            return "ERR UNKNOWN-UPS\n";
        }
        if (stale) {
            return "ERR DATA-STALE\n";
        }
        return list ? list() : variables.containsKey(words[3]) ? variable(words[3]) : "ERR VAR-NOT-SUPPORTED\n";
    }

    private String list() {
        StringBuilder all = new StringBuilder("BEGIN LIST VAR " + name + "\n");
        variables.keySet().forEach(each -> all.append(variable(each)));
        return all.append("END LIST VAR ").append(name).append('\n').toString();
    }

    private String variable(String each) {
        String quoted = variables.get(each).replace("\\", "\\\\").replace("\"", "\\\"");
        return "VAR " + name + " " + each + " \"" + quoted + "\"\n";
    }
}
