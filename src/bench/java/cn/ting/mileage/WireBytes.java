package cn.ting.mileage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What passed on the connections to a port since they were made, as this machine's kernel counts it ({@code ss}, Debian's iproute2). */
public final class WireBytes {

    private static final Pattern SENT = Pattern.compile("\\bbytes_acked:(\\d+)");
    private static final Pattern RECEIVED = Pattern.compile("\\bbytes_received:(\\d+)");

    private WireBytes() {}

    /** Payload of TCP both ways, of every connection to the port that stands now. */
    public static long to(int port) throws IOException, InterruptedException {
        Process ss = new ProcessBuilder(List.of("ss", "-tinH", "state", "established", "dport = :" + port)).start();
        String told = new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!ss.waitFor(10, TimeUnit.SECONDS) || ss.exitValue() != 0) {
            throw new IOException("ss does not tell what passed");
        }
        return sum(SENT.matcher(told)) + sum(RECEIVED.matcher(told));
    }

    private static long sum(Matcher found) {
        return found.results().mapToLong(number -> Long.parseLong(number.group(1))).sum();
    }
}
