package cn.ting.device.scanner;

import java.util.function.Consumer;

/** A device at which a resident holds up a code. */
public interface CodeScanner {

    /**
     * Registers for codes, each told once per reading: at most 2953 bytes of content, as much as a QR code holds (ISO/IEC 18004), never
     * blank. Listeners run on the device's thread, so they may only enqueue.
     */
    void onCode(Consumer<String> listener);

    /** False while it is away, or what it sends is understood by nobody; one that only speaks when it reads is believed. Safe for any thread. */
    boolean works();

    /**
     * Says whether a code is wanted now. A module that has to be told looks while one is, and rests otherwise; one that always looks
     * does not care. Nothing is wanted at first. Safe for any thread; takes effect within half a second.
     */
    void wanted(boolean wanted);
}
