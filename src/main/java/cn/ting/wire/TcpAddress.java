package cn.ting.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A TCP port, as network printers and serial servers offer it.
 *
 * @param host name or address, without brackets
 * @param port 1 to 65535
 */
public record TcpAddress(String host, int port) implements LineAddress {

    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern LOCAL_NAMES = Pattern.compile("(?i)(.+\\.)?localhost\\.?|ip6-(localhost|loopback)");

    public TcpAddress {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
        }
        if (NUMERIC.matcher(host).matches() && !IPV4.matcher(host).matches()) {
            throw new IllegalArgumentException("an IPv4 address is four numbers up to 255, not " + host);
        }
    }

    /**
     * {@inheritDoc} A name is not looked up, which would make a start wait for the network: those reserved for this machine
     * count (RFC 6761, 6.3, and Debian's own), any other is found out when its line is opened.
     */
    @Override
    public boolean isLoopback() {
        boolean isName = !host.contains(":") && !NUMERIC.matcher(host).matches();
        if (isName) {
            return LOCAL_NAMES.matcher(host).matches();
        }
        try {
            InetAddress address = InetAddress.getByName(host); // looks nothing up: it is an address
            // The wildcard address, dialled, leads back here as well.
            return address.isLoopbackAddress() || address.isAnyLocalAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "tcp:" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
