package cn.ting.wire;

/**
 * A device file that is read and written as bytes: a USB printer ({@code /dev/usb/lp0}), HID reports ({@code /dev/hidraw0}), key
 * strokes ({@code /dev/input/by-id/…-event-kbd}).
 */
public record FileAddress(String path) implements LineAddress {

    @Override
    public boolean isLoopback() {
        return false;
    }

    @Override
    public String toString() {
        return "file:" + path;
    }
}
