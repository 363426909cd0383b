package cn.ting.wire;

/** Someone watching the bytes of one line. Called on the far end's thread, so it may only enqueue. */
@FunctionalInterface
public interface Traffic {

    /** Which way bytes went. */
    enum Direction {
        /** From the kiosk to the device. */
        TO_DEVICE,
        /** From the device to the kiosk. */
        FROM_DEVICE
    }

    /** One burst of bytes, the watcher's own copy. */
    void passed(Direction direction, byte[] bytes);
}
