package cn.ting.time;

/** Whoever keeps this machine's clock right by the network's time (NTP), such as systemd-timesyncd or chrony. */
@FunctionalInterface
interface TimeDaemon {

    /** True while it says that the clock is right; asked by any thread, often, and answers at once. */
    boolean keepsTime();
}
