package cn.ting.health;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The datagram socket on which systemd hears of a service: {@code NOTIFY_SOCKET}, a path or, with {@code @} before it, an
 * abstract name (sd_notify(3)). Java itself knows UNIX sockets for streams only.
 */
final class SystemdSocket {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;

    /** The few calls of the C library that this takes. */
    private interface C extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        NativeLong sendto(int socket, byte[] message, NativeLong length, int flags, byte[] address, int addressLength)
                throws LastErrorException;

        int close(int socket) throws LastErrorException;
    }

    private final byte[] address;
    private final C c;

    /**
     * Loads the library that reaches the C library.
     *
     * @throws LinkageError when it cannot be loaded
     */
    SystemdSocket(String name) {
        this.address = address(name);
        this.c = Native.load("c", C.class);
    }

    private static byte[] address(String name) {
        ByteArrayOutputStream address = new ByteArrayOutputStream();
        address.writeBytes(ByteBuffer.allocate(2).order(ByteOrder.nativeOrder()).putShort((short) AF_UNIX).array());
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        if (name.startsWith("@")) {
            // An abstract name begins with a zero and ends with the address's length.
            path[0] = 0;
            address.writeBytes(path);
        } else {
            address.writeBytes(path);
            address.write(0);
        }
        return address.toByteArray();
    }

    /**
     * Sends one message, lines of {@code NAME=value}, and does not wait.
     *
     * @throws IOException when nobody takes it
     */
    void send(String message) throws IOException {
        byte[] bytes = (message + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            int socket = c.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            try {
                c.sendto(socket, bytes, new NativeLong(bytes.length), MSG_DONTWAIT | MSG_NOSIGNAL, address, address.length);
            } finally {
                c.close(socket);
            }
        } catch (LastErrorException refused) {
            throw new IOException("systemd does not hear: error " + refused.getErrorCode(), refused);
        }
    }
}
