package cn.ting.device.inventory;

import cn.ting.settings.SettingsException;
import cn.ting.wire.LineAddress;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every driver there is, by the name {@code device-config} calls it; tells which devices they can serve. Never changes. */
@Singleton
public final class Drivers {

    private final Map<String, Driver> byName = new TreeMap<>();

    public Drivers(@All List<Driver> drivers) {
        for (Driver driver : drivers) {
            if (byName.put(driver.name(), driver) != null) {
                throw new IllegalStateException("two drivers are called " + driver.name());
            }
        }
    }

    /**
     * Refuses devices that cannot be attached, whole list by whole list, before any of them is.
     *
     * @throws SettingsException when a name stands twice, a driver is unknown, a line is malformed, not allowed or that of another device,
     *     a profile is wrong, or power comes from what has none to give or feeds another
     */
    public void check(InventorySettings settings, List<DeviceSettings> devices) {
        Set<String> names = new HashSet<>();
        Map<String, String> held = new HashMap<>();
        for (int i = 0; i < devices.size(); i++) {
            DeviceSettings device = devices.get(i);
            String key = "devices[" + i + "]";
            if (!names.add(device.name())) {
                throw new SettingsException(key + ".name", device.name() + " is taken by a device above: give it another");
            }
            Driver driver = byName.get(device.driver());
            if (driver == null) {
                throw new SettingsException(key + ".driver", device.driver() + " is not a driver here; there are "
                        + String.join(", ", byName.keySet()));
            }
            checkLine(key + ".line", driver, device.line(), settings);
            // Of two devices on one line each would hear the other's answers, or find the line taken for ever.
            Optional<String> other = driver.holds(device.line()).map(line -> held.putIfAbsent(line, device.name()));
            if (other.isPresent()) {
                throw new SettingsException(key + ".line", "is that of " + other.get() + " above: give each device a line of its own");
            }
            device.profile().as(driver.profile());
        }
        Map<String, String> fed = new HashMap<>();
        for (int i = 0; i < devices.size(); i++) {
            checkPower("devices[" + i + "].power", devices.get(i), devices, fed);
        }
        checkPower("inventory.modem", settings.fedModem(), devices, fed);
    }

    /** A relay that is none would be found out on the night when a printer hangs. */
    private void checkPower(String key, DeviceSettings fed, List<DeviceSettings> devices, Map<String, String> taken) {
        if (fed.relay().isEmpty()) {
            return;
        }
        DeviceSettings relay = devices.stream().filter(device -> device.name().equals(fed.relay())).findFirst()
                .orElseThrow(() -> new SettingsException(key, "names no device here: " + fed.relay()));
        List<Integer> channels = of(relay).feeds(relay.profile());
        if (relay == fed || channels.isEmpty()) {
            throw new SettingsException(key, "is to come from " + relay.name() + ", which has none for it");
        }
        if (!channels.contains(fed.channel())) {
            throw new SettingsException(key, "names channel " + fed.channel() + " of " + relay.name() + "; there are "
                    + channels.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        // Two would each count their own strokes of one relay, wear it out twice as fast, and cut each other off in the midst of a slip.
        String other = taken.putIfAbsent(fed.power(), fed.name());
        if (other != null) {
            throw new SettingsException(key, fed.power() + " feeds " + other + " already: give " + fed.name() + " another channel, or none");
        }
    }

    /** The driver of a device that has been checked. */
    Driver of(DeviceSettings device) {
        return byName.get(device.driver());
    }

    private static void checkLine(String key, Driver driver, String line, InventorySettings settings) {
        try {
            driver.checkAddress(line);
        } catch (IllegalArgumentException wrong) {
            throw new SettingsException(key, "leads nowhere: " + wrong.getMessage());
        }
        if (!settings.loopbackLines() && !driver.servedHere() && !driver.connectsItself() && LineAddress.parse(line).isLoopback()) {
            throw new SettingsException(key, line + " leads to this machine itself, where only a bench stands: give"
                    + " the device's own address, or set inventory.loopbackLines to true");
        }
    }
}
