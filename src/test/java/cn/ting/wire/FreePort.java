package cn.ting.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of loopback for other people's programs, which have to be told one. */
public final class FreePort {

    /**
     * Below those that a kernel gives to whoever asks for any, by its own default from 32768 on: else somebody else would be given it
     * before the program is up, or while it is down.
     */
    private static final int FIRST = 20_000;

    private static final int PORTS = 12_000;
    private static final int MOST_TRIES = 100;

    private FreePort() {}

    /** One on which nobody listens. */
    public static int any() throws IOException {
        for (int i = 1; ; i++) {
            int port = FIRST + ThreadLocalRandom.current().nextInt(PORTS);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                if (i == MOST_TRIES) {
                    throw taken;
                }
            }
        }
    }
}
