package cn.ting.device.document;

import cn.ting.wire.LineAddress;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an IPP printer or a CUPS queue stands (RFC 3510).
 *
 * @param host name or address, IPv6 without brackets
 * @param port 1 to 65535
 * @param path begins with a slash
 */
record IppAddress(String host, int port, String path) {

    static final String FORM = "ipp://HOST[:PORT]/PATH";

    private static final int USUAL_PORT = 631;
    private static final Pattern WRITTEN =
            Pattern.compile("ipp://(?:\\[([0-9a-fA-F:]+)]|([A-Za-z0-9._-]+))(?::(\\d{1,5}))?(/[A-Za-z0-9._~%/-]*)");

    IppAddress {
        LineAddress.parse(line(host, port));
        // A path may be none all the same, by a percent sign that stands for nothing.
        URI.create("ipp://" + bracketed(host) + ":" + port + path);
    }

    /** Parses {@link #FORM}; refuses everything else with an {@link IllegalArgumentException} that says why. */
    static IppAddress parse(String address) {
        Matcher parts = WRITTEN.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException("an IPP printer is written " + FORM + ", not " + address);
        }
        return new IppAddress(
                parts.group(1) != null ? parts.group(1) : parts.group(2),
                parts.group(3) == null ? USUAL_PORT : Integer.parseInt(parts.group(3)),
                parts.group(4));
    }

    /** The line to it, as {@code wire} writes it. */
    String line() {
        return line(host, port);
    }

    /** The host as a {@code Host} header has it. */
    String authority() {
        return bracketed(host) + ":" + port;
    }

    URI uri() {
        return URI.create(toString());
    }

    @Override
    public String toString() {
        return "ipp://" + authority() + path;
    }

    private static String line(String host, int port) {
        return "tcp:" + bracketed(host) + ":" + port;
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
