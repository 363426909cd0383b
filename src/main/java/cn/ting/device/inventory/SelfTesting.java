package cn.ting.device.inventory;

import java.util.concurrent.CompletableFuture;

/** A device that can prove what it is for, at a technician's word: a slip printed, a lamp lit, a module asked. */
public interface SelfTesting {

    /**
     * Tests the device for real, after whatever it is doing. Returns at once. It is of no use to a resident and not counted as one.
     *
     * @return the verdict; what takes longer than half a minute is given up by who asked
     */
    CompletableFuture<Verdict> selfTest();
}
