package cn.ting.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The idle page of this kiosk, asked as its browser asks, but for nothing to be shown: that takes the screen from nobody. */
@Singleton
public final class OwnPage {

    private static final int PATIENCE_MILLIS = 2_000;

    private final int port;

    @Inject
    OwnPage(@ConfigProperty(name = "quarkus.http.port") int port) {
        this.port = port;
    }

    /** True when it answered within two seconds. May wait that long. */
    public boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(
                    "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Dest: empty\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
            return status != null && status.startsWith("HTTP/1.1 2");
        } catch (IOException silent) {
            return false;
        }
    }
}
