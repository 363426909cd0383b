package cn.ting.wire;

import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Opens lines by address.
 *
 * <p>One kind exists so far: {@code tcp:HOST:PORT}, where an IPv6 host stands in square brackets.
 */
@Singleton
public final class Lines {

    /**
     * Opens a line; waits for the far end no longer than five seconds.
     *
     * @throws IOException when the far end cannot be reached
     * @throws IllegalArgumentException when the address is of no known kind, see {@link LineAddress}
     */
    public Line open(String address) throws IOException {
        return TcpLine.open(LineAddress.parse(address));
    }

    /**
     * Opens a line that leaves this machine, whatever its name promised; otherwise as {@link #open}.
     *
     * @throws IOException also when the far end stands on this machine
     */
    public Line openAbroad(String address) throws IOException {
        TcpLine line = TcpLine.open(LineAddress.parse(address));
        if (line.staysHere()) {
            line.close();
            throw new IOException(address + " leads to this machine itself");
        }
        return line;
    }
}
