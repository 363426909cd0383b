package cn.ting.device.inventory;

import java.time.Instant;
import java.util.Objects;

/**
 * One thing that happened to a device.
 *
 * @param at when, by wall time
 * @param what one line for staff, in English, without any personal datum
 */
public record DeviceEvent(Instant at, String what) {

    public DeviceEvent {
        Objects.requireNonNull(at);
        Objects.requireNonNull(what);
    }
}
