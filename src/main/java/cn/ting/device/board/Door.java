package cn.ting.device.board;

import java.util.Optional;

/** The contact of the cabinet's own door, behind which technicians work. */
public interface Door {

    /** True while it stands open; empty while the board does not answer. Safe for any thread. */
    Optional<Boolean> open();

    /** Registers for changes. Listeners run on the device's thread, so they may only enqueue. */
    void onChange(Runnable listener);
}
