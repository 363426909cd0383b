package cn.ting.device.inventory;

import cn.ting.settings.SettingsException;

/**
 * What turns the bytes of one protocol into a device. A bean of the room of its kind; the inventory finds it by
 * {@link #name()}, so that a new driver is one folder's change.
 */
public interface Driver {

    /** The name by which {@code device-config} chooses it: {@code sam-v}, {@code esc-pos}. */
    String name();

    /** The record of the keys it asks for in a device's profile. */
    Class<? extends Record> profile();

    /**
     * Makes the device without touching its line.
     *
     * @param place the device's name, its profile and where to say how it is
     * @throws SettingsException when the profile is wrong
     */
    Device attach(DevicePlace place);
}
