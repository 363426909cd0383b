package cn.ting.device.scanner;

import cn.ting.wire.FarEnd;
import cn.ting.wire.Traffic;

/** What hands can do with a scanner, whatever it speaks. Safe for use by any thread. */
public interface ScannerHands extends AutoCloseable {

    /** Its line, to unplug or watch. */
    FarEnd line();

    /** Plugs it in. Harmless while it is. */
    default void start() {
        line().start();
    }

    /** Pulls its cable. */
    default void unplug() {
        line().unplug();
    }

    default boolean isPlugged() {
        return line().isPlugged();
    }

    /** Holds a code before it, once. */
    void show(String code);

    /** Lets it say nothing. */
    void mute(boolean on);

    boolean isMuted();

    /** True while it would read what is held before it. */
    boolean isLooking();

    /** Where its line leads, as written in {@code device-config}. */
    default String address() {
        return line().address();
    }

    /** Lets someone watch the bytes. */
    default void onTraffic(Traffic watcher) {
        line().onTraffic(watcher);
    }

    @Override
    default void close() {
        line().close();
    }
}
