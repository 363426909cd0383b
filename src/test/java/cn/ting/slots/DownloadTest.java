package cn.ting.slots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.http.ServerTrust;
import cn.ting.seal.Digest;
import cn.ting.time.BorrowedClock;
import cn.ting.time.KioskClock;
import cn.ting.time.SteppedClock;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server has to come with a file in time, and answers for no other time than its own. */
class DownloadTest {

    private static final byte[] FILE = "a file of few bytes".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    private final SteppedClock clock = new SteppedClock();
    private HttpServer server;

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, FILE.length);
            exchange.getResponseBody().write(FILE);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void what_whoever_wants_it_does_in_the_middle_is_not_the_servers_slowness() throws Exception {
        fetch(clock, new WebRepository.Wanted() {
            @Override
            public boolean still() {
                clock.step(Duration.ofMinutes(1));
                return true;
            }

            @Override
            public void came(int bytes) {
                clock.step(Duration.ofMinutes(10));
            }
        });
        assertArrayEquals(FILE, Files.readAllBytes(directory.resolve("whole")));
    }

    @Test
    void slow_retrieval_by_few_bytes_in_a_long_time_is_given_up() {
        KioskClock fleeting = new BorrowedClock(clock) {
            /** Whatever is waited for takes 40 s. */
            @Override
            public Duration uptime() {
                Duration now = super.uptime();
                clock.step(Duration.ofSeconds(40));
                return now;
            }
        };
        String why = assertThrows(IOException.class, () -> fetch(fleeting, () -> true)).getMessage();
        assertTrue(why.contains("too slowly"), why);
    }

    private void fetch(KioskClock by, WebRepository.Wanted wanted) throws Exception {
        URI from = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/file");
        Manifest.Entry file = new Manifest.Entry(Digest.sha256Hex(FILE), FILE.length, false, "bin/ting");
        new Download(from, ServerTrust.JAVAS, file, directory.resolve("whole"), by, wanted).run();
    }
}
