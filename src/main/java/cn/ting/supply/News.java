package cn.ting.supply;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether there is something to keep that the file does not know yet. Safe for use by any thread. */
final class News {

    private final AtomicBoolean fresh = new AtomicBoolean();

    /** There is; also again, where what was taken did not reach the file. */
    void tell() {
        fresh.set(true);
    }

    /** True when there was; asked once per saving, which takes it. */
    boolean take() {
        return fresh.getAndSet(false);
    }
}
