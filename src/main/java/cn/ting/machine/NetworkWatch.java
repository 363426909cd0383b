package cn.ting.machine;

import cn.ting.time.KioskClock;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Notices that the network came up: an interface that is up and has an address, and did not a moment ago. Looks four times a second, which
 * costs some 50 µs each time, and only while somebody waits; the kernel's own notices (netlink) are not to be had without native code.
 */
public final class NetworkWatch {

    private static final Duration PERIOD = Duration.ofMillis(250);

    private final KioskClock clock;
    private final Supplier<Set<String>> addresses;

    public NetworkWatch(KioskClock clock) {
        this(clock, NetworkWatch::here);
    }

    /** The watch over other addresses than this machine's, for tests. */
    public NetworkWatch(KioskClock clock, Supplier<Set<String>> addresses) {
        this.clock = clock;
        this.addresses = addresses;
    }

    /**
     * Watches from now on.
     *
     * @param up runs on the clock's thread each time an address has come, so it may only enqueue
     * @return cancel it when nobody waits any more
     */
    public KioskClock.Alarm onUp(Runnable up) {
        Looking looking = new Looking(addresses.get(), up);
        return clock.every(PERIOD, looking);
    }

    /** What was there when it last looked. */
    private final class Looking implements Runnable {
        private Set<String> before;
        private final Runnable up;

        Looking(Set<String> before, Runnable up) {
            this.before = before;
            this.up = up;
        }

        @Override
        public void run() {
            Set<String> now = addresses.get();
            boolean more = !before.containsAll(now);
            before = now;
            if (more) {
                up.run();
            }
        }
    }

    private static Set<String> here() {
        Set<String> found = new TreeSet<>();
        try {
            for (NetworkInterface port : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (!port.isLoopback() && port.isUp()) {
                    port.inetAddresses().forEach(address -> found.add(port.getName() + " " + address.getHostAddress()));
                }
            }
        } catch (SocketException unreadable) {
            return Set.of();
        }
        return found;
    }
}
