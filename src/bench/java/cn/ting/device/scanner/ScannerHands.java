package cn.ting.device.scanner;

import cn.ting.wire.Traffic;

/** What hands can do with a scanner, whatever it speaks. Safe for use by any thread. */
public interface ScannerHands extends AutoCloseable {

    /** Plugs it in. Harmless while it is. */
    void start();

    /** Pulls its cable. */
    void unplug();

    boolean isPlugged();

    /** Holds a code before it, once. */
    void show(String code);

    /** Lets it say nothing. */
    void mute(boolean on);

    boolean isMuted();

    /** True while it would read what is held before it. */
    boolean isLooking();

    /** Where its line leads, as written in {@code device-config}. */
    String address();

    /** Lets someone watch the bytes. */
    void onTraffic(Traffic watcher);

    @Override
    void close();
}
