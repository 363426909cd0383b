package cn.ting.wire;

/** What a line of the kiosk leads to, with a plug. Safe for use by any thread. */
public interface FarEnd extends AutoCloseable {

    /** Plugs it in. Harmless while it is. */
    void start();

    /** Pulls its plug, until {@link #start()}. */
    void unplug();

    boolean isPlugged();

    /** Where the line leads, as written in {@code device-config}. */
    String address();

    /** Lets someone watch its bytes. */
    void onTraffic(Traffic watcher);

    @Override
    void close();
}
