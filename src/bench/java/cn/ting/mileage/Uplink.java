package cn.ting.mileage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network interface with an address that comes and goes as a modem's does, in a network namespace of its own: only in there may it be
 * made, so that the machine's own network stays as it is.
 */
final class Uplink {

    /** What makes a namespace for a child; for somebody else than root with a user's namespace around it. */
    static final List<String> APART = "root".equals(System.getProperty("user.name"))
            ? List.of("unshare", "-n")
            : List.of("unshare", "-r", "-n");

    /** Of the addresses kept free for examples, RFC 5737. */
    private static final String ADDRESS = "192.0.2.10/24";

    private Uplink() {}

    /** Makes the interface, without an address. */
    static void make() throws IOException, InterruptedException {
        ip("link", "set", "lo", "up");
        ip("link", "add", "uplink", "type", "veth", "peer", "name", "far");
        ip("link", "set", "far", "up");
        ip("link", "set", "uplink", "up");
    }

    static void up() throws IOException, InterruptedException {
        ip("addr", "add", ADDRESS, "dev", "uplink");
    }

    static void down() throws IOException, InterruptedException {
        ip("addr", "del", ADDRESS, "dev", "uplink");
    }

    private static void ip(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        Process ip = new ProcessBuilder(command).inheritIO().start();
        if (!ip.waitFor(10, TimeUnit.SECONDS) || ip.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }
}
