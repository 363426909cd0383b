package cn.ting.link;

import cn.ting.settings.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/** How this kiosk reaches the central platform. */
public record LinkSettings(
        @Setting(why = "the MQTT 5 broker of the area, ssl://host:port; tcp://host:port on loopback only") URI broker,
        @Setting(
                        why = "a silent connection is given up after twice this; short enough to show a dead link, long enough"
                                + " for metered lines",
                        standard = "30s",
                        min = "1s",
                        max = "20min")
                Duration keepAlive,
        @Setting(
                        why = "the longest wait for the broker's answer to connect or subscribe before trying again; the MQTT library"
                                + " takes half a second before it asks",
                        standard = "10s",
                        min = "2s",
                        max = "2min")
                Duration answerWithin,
        @Setting(
                        why = "letters sent and not yet receipted at one time, more than twice what a platform commits at once, so that it need"
                                + " not wait for the next; the broker may ask for fewer",
                        standard = "128",
                        unit = "letters",
                        min = "1",
                        max = "1024")
                int window,
        @Setting(
                        why = "the least wait for a receipt before a letter is sent again; doubles with jitter up to resendMost",
                        standard = "1s",
                        min = "10ms",
                        max = "1min")
                Duration resendFirst,
        @Setting(why = "the longest such wait; a letter is sent again for ever", standard = "60s", min = "10ms", max = "1h")
                Duration resendMost,
        @Setting(
                        why = "the least wait before connecting again, but for the first try after a connection that held, which comes within a"
                                + " quarter of it; doubles with jitter up to reconnectMost",
                        standard = "1s",
                        min = "10ms",
                        max = "1min")
                Duration reconnectFirst,
        @Setting(
                        why = "the longest such wait; bounds how late a restored link is noticed",
                        standard = "60s",
                        min = "10ms",
                        max = "1h")
                Duration reconnectMost) {

    /** Names of this machine itself. */
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    public LinkSettings {
        String scheme = broker.getScheme();
        if (!"tcp".equals(scheme) && !"ssl".equals(scheme) || broker.getHost() == null || broker.getPort() < 0) {
            throw new IllegalArgumentException("has a broker written tcp://host:port or ssl://host:port");
        }
        if ("tcp".equals(scheme) && !LOOPBACK.matcher(broker.getHost()).matches()) {
            throw new IllegalArgumentException("has a broker elsewhere without TLS: write ssl://host:port");
        }
        if (resendMost.compareTo(resendFirst) < 0 || reconnectMost.compareTo(reconnectFirst) < 0) {
            throw new IllegalArgumentException("has a longest wait no shorter than its first");
        }
    }
}
