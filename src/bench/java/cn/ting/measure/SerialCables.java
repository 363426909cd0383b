package cn.ting.measure;

import cn.ting.wire.SerialCable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serial ports in place of a kiosk's lines over TCP, to the same devices of the bench. Used by one thread. */
final class SerialCables implements AutoCloseable {

    private final Path folder;
    private final List<SerialCable> laid = new ArrayList<>();

    /** @param folder exists; the ports appear there under the names of the drivers */
    SerialCables(Path folder) {
        this.folder = folder;
    }

    /**
     * Lays cables to the devices of some drivers, plugged in.
     *
     * @param config with a device of each on one line; their far ends listen
     * @return with serial lines instead
     */
    String lay(String config, String... drivers) {
        String wired = config;
        for (String driver : drivers) {
            Matcher network = Pattern.compile("(driver: " + driver + ",.*line: \")tcp:127\\.0\\.0\\.1:(\\d+)").matcher(wired);
            if (!network.find()) {
                throw new IllegalStateException("no " + driver + " on TCP in " + config);
            }
            laid.add(new SerialCable(folder.resolve(driver), Integer.parseInt(network.group(2))).plug());
            wired = network.replaceFirst("$1" + last().address());
        }
        return wired;
    }

    /** The cable laid last. */
    SerialCable last() {
        return laid.get(laid.size() - 1);
    }

    @Override
    public void close() {
        laid.forEach(SerialCable::close);
    }
}
