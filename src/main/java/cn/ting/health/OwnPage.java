package cn.ting.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * A page of this kiosk, asked for as its browser asks: the one a browser shows that has lost the screen, for it may be asked for at any time,
 * takes the screen from nobody and changes nothing. Safe for use by any thread.
 */
@Singleton
public final class OwnPage {

    private static final int WITHIN_MS = 5_000;
    private static final int MOST_BYTES = 1 << 16;
    private static final byte[] REQUEST = "GET /busy HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final IntSupplier port;

    /** At the port that is there since the start, whichever was asked for. */
    @Inject
    OwnPage() {
        this(() -> ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class));
    }

    OwnPage(IntSupplier port) {
        this.port = port;
    }

    /** True when it answered, to its end, within five seconds from one part to the next. May wait that long. */
    public boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.getAsInt()), WITHIN_MS);
            socket.setSoTimeout(WITHIN_MS);
            socket.getOutputStream().write(REQUEST);
            InputStream in = socket.getInputStream();
            String answer = new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
            return answer.startsWith("HTTP/1.") && answer.startsWith(" 200 ", "HTTP/1.x".length());
        } catch (IOException silent) {
            return false;
        }
    }
}
