package cn.ting.device.scanner;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.Driver;
import jakarta.inject.Singleton;

/**
 * Makes scanners that play a keyboard, read from {@code file:/dev/input/by-id/…-event-kbd}. Java 17 cannot grab such a device (EVIOCGRAB
 * is an ioctl), so what is scanned also reaches whatever has the keyboard's focus: it is told as a notice for as long as such a scanner is
 * in use, and a serial or HID POS one is to be preferred.
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
        KeyStrokes strokes = new KeyStrokes();
        place.conditions().raise(ScannerFault.NOT_GRABBED, place.name(), "");
        return new ReportScanner(place, strokes::take, strokes::forget);
    }
}
