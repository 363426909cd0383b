package cn.ting.device.scanner;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.Driver;
import cn.ting.wire.Line;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Makes scanners that play a keyboard, read from {@code file:/dev/input/by-id/…-event-kbd} and had alone where the platform can. Where it
 * cannot, what is scanned also reaches whatever has the keyboard's focus: that is told as a notice for as long as it is so, and a serial
 * or HID POS scanner is to be preferred.
 */
@Singleton
public final class KeyboardScannerDriver implements Driver {

    /** It asks for nothing. */
    public record KeyboardScannerSettings() {}

    @Override
    public String name() {
        return "keyboard-scanner";
    }

    @Override
    public Class<KeyboardScannerSettings> profile() {
        return KeyboardScannerSettings.class;
    }

    @Override
    public Device attach(DevicePlace place) {
        KeyStrokes keys = new KeyStrokes(strange -> tell(place, strange));
        return new ReportScanner(place, line -> {
            grab(line, place);
            keys.begin();
        }, keys);
    }

    /** It is there, but whatever is held before it is not read, so it must not pass for ready. */
    private static void tell(DevicePlace place, boolean strange) {
        place.conditions().set(strange, ScannerFault.STRANGE_KEYS, place.name(), "what it types ends with no key");
        if (strange) {
            place.status().is(DeviceState.DEGRADED, ScannerFault.STRANGE_KEYS);
        } else {
            place.status().is(DeviceState.READY);
        }
    }

    /** What is wrong with the way there is not this: the line is opened anew, and nothing read until it is known. */
    private static void grab(Line line, DevicePlace place) throws IOException {
        try {
            line.grab();
            place.conditions().clear(ScannerFault.NOT_GRABBED, place.name());
        } catch (Line.SharedException shared) {
            place.conditions().raise(ScannerFault.NOT_GRABBED, place.name(), shared.getMessage());
        }
    }
}
