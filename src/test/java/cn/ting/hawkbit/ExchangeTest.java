package cn.ting.hawkbit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that has all the time in the world, byte by byte, has a minute of this kiosk's. */
@Timeout(120)
class ExchangeTest {

    private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
    private static final String HEAD = "HTTP/1.1 200 OK\r\nX-Slow: ";

    @TempDir
    Path directory;

    private final SteppedClock clock = new SteppedClock();

    @ParameterizedTest
    @ValueSource(strings = {"", HEAD, "HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n", "HTTP/1.1 503 Busy\r\nX-Slow: "})
    void whatDripsIsHungUpOnAfterAMinute(String begins) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> hungUp = CompletableFuture.runAsync(() -> drip(server, begins));
            Ddi ddi = ddi(server.getLocalPort());
            assertTrue(assertThrows(IOException.class, ddi::poll).getMessage().contains("60 s"));
            hungUp.get(60, TimeUnit.SECONDS);

            CompletableFuture.runAsync(() -> answer(server));
            assertEquals(Duration.ofMinutes(5), ddi.poll().sleep(), "the next one is heard");
        }
    }

    @Test
    void whoeverIsEndedDoesNotWaitForAServer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.currentThread().interrupt();
            assertThrows(IOException.class, ddi(silent.getLocalPort())::poll);
            assertTrue(Thread.interrupted(), "and it is not forgotten");
        }
    }

    private void drip(ServerSocket server, String begins) {
        try (Socket socket = server.accept(); OutputStream out = socket.getOutputStream()) {
            out.write(begins.getBytes(StandardCharsets.US_ASCII));
            // What is no HTTP from its first bytes on would be refused at once.
            byte[] slowly = begins.isEmpty() ? HEAD.getBytes(StandardCharsets.US_ASCII) : new byte[0];
            for (int i = 0; i < 100; i++) {
                clock.step(Duration.ofSeconds(5));
                out.write(i < slowly.length ? slowly[i] : 'x');
                out.flush();
            }
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException hungUp) {
            // As it should be.
        }
    }

    /** Answers all, for the one that was hung up on may have asked once more. */
    private static void answer(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept(); OutputStream out = socket.getOutputStream()) {
                int ends = 0;
                for (int next = 0; ends < 4 && next >= 0; ) {
                    next = socket.getInputStream().read();
                    ends = next == '\r' || next == '\n' ? ends + 1 : 0;
                }
                if (ends == 4) {
                    out.write(GOOD.getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException gone) {
                // The next one may stay.
            }
        }
    }

    private Ddi ddi(int port) throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "TargetToken a-word");
        URI server = URI.create("http://127.0.0.1:" + port);
        return new Ddi(new HawkbitSettings(server, "DEFAULT", token.toString(), "ting", server, "none", "none", Duration.ofMinutes(5)), "area.kiosk", clock);
    }
}
