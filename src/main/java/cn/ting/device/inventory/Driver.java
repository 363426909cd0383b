package cn.ting.device.inventory;

import cn.ting.settings.Section;
import cn.ting.settings.SettingsException;
import cn.ting.wire.FileAddress;
import cn.ting.wire.Line;
import cn.ting.wire.LineAddress;
import cn.ting.wire.SerialAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What turns the bytes of one protocol into a device. A bean of the room of its kind; the inventory finds it by
 * {@link #name()}, so that a new driver is one folder's change.
 */
public interface Driver {

    /** The name by which {@code device-config} chooses it: {@code sam-v}, {@code esc-pos}. */
    String name();

    /** The record of the keys it asks for in a device's profile. */
    Class<? extends Record> profile();

    /** What its devices are for: the name of its room, such as {@code receipt}. Time in service is counted by it. */
    default String kind() {
        String room = getClass().getPackageName();
        return room.substring(room.lastIndexOf('.') + 1);
    }

    /**
     * True when the driver reaches the device by itself, through a service or a child process, because there is no line of bytes:
     * its devices are served with {@link Line#NONE} then.
     */
    default boolean connectsItself() {
        return false;
    }

    /** True when what its devices are reached through is software of this machine, so that their address may lead there. */
    default boolean servedHere() {
        return false;
    }

    /**
     * Refuses an address this driver can do nothing with. A line of bytes for most, see {@link LineAddress#FORMS}.
     *
     * @throws IllegalArgumentException with a sentence that says why
     */
    default void checkAddress(String address) {
        LineAddress.parse(address);
    }

    /** The file whose coming and going is the device's own, so that it is served as soon as it is there; empty where there is none. */
    default Optional<Path> deviceFile(String address) {
        if (connectsItself()) {
            return Optional.empty();
        }
        LineAddress line = LineAddress.parse(address);
        if (line instanceof SerialAddress serial) {
            return Optional.of(Path.of(serial.path()));
        }
        return line instanceof FileAddress file ? Optional.of(Path.of(file.path())) : Optional.empty();
    }

    /**
     * What no second device may be reached by; empty where many may share it, as with an UPS's upsd. The file where there is one, or else
     * the address.
     */
    default Optional<String> holds(String address) {
        return servedHere() && !connectsItself() ? Optional.empty() : deviceFile(address).map(Path::toString).or(() -> Optional.of(address));
    }

    /**
     * The channels from which its devices can take the power of others; none of what is no {@link PowerSwitch}.
     *
     * @param profile the device's own keys
     * @throws SettingsException when they are wrong
     */
    default List<Integer> feeds(Section profile) {
        return List.of();
    }

    /**
     * Makes the device without touching its line.
     *
     * @param place the device's name, its profile and where to say how it is
     * @throws SettingsException when the profile is wrong
     */
    Device attach(DevicePlace place);
}
