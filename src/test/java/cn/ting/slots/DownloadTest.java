package cn.ting.slots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.http.Patience;
import cn.ting.http.ServerTrust;
import cn.ting.http.TooSlowException;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server has to come with a file in time, and answers for no other time than its own; what is not the file is found out, and by whose fault. */
class DownloadTest {

    private static final byte[] FILE = "a file of few bytes".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    private final SteppedClock clock = new SteppedClock();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    /** What whoever stands before the server says with status 200 in the file's place; null for nobody. */
    private volatile byte[] page;
    /** Whether it says beforehand how long that is. */
    private volatile boolean sized;
    private HttpServer server;

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            asked.add(String.valueOf(range));
            if (page != null) {
                exchange.getResponseHeaders().add("Content-Range", String.valueOf(range).replaceAll("bytes=(\\d+)-", "bytes $1-99/100"));
                exchange.sendResponseHeaders(range == null ? 200 : 206, sized ? page.length : 0);
                exchange.getResponseBody().write(page);
            } else {
                int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
                exchange.getResponseHeaders().add("Content-Range", "bytes " + from + "-" + (FILE.length - 1) + "/" + FILE.length);
                exchange.sendResponseHeaders(range == null ? 200 : 206, FILE.length - from);
                exchange.getResponseBody().write(FILE, from, FILE.length - from);
            }
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
        String why = assertThrows(TooSlowException.class, () -> fetch(fleeting, () -> true)).getMessage();
        assertTrue(why.contains("bin/ting"), why);
    }

    /** Each of them just within what one may take: as many as the first ten minutes have room for, and no more. */
    @Test
    void slow_retrieval_of_many_files_each_of_which_is_in_time_is_given_up_in_all() throws Exception {
        KioskClock fleeting = new BorrowedClock(clock) {
            /** Whatever is waited for takes 10 s. */
            @Override
            public Duration uptime() {
                Duration now = super.uptime();
                clock.step(Duration.ofSeconds(10));
                return now;
            }
        };
        Patience patience = new Patience(fleeting);
        TooSlowException slow = assertThrows(TooSlowException.class, () -> {
            for (int file = 0; file < 100; file++) {
                fetch(patience, () -> true);
            }
        });
        assertTrue(slow.getMessage().contains("all of it comes too slowly"), slow.getMessage());
        assertTrue(asked.size() > 5, "not the first of them: " + asked.size());
    }

    /** A proxy's page, of another length than the file: shorter or longer, and told beforehand or not. */
    @ParameterizedTest
    @CsvSource({"8, true", "8, false", "40, true", "40, false", "100000, false"})
    void a_page_that_is_told_in_the_files_place_costs_a_try_and_not_the_release(int length, boolean told) throws Exception {
        page = new byte[length];
        sized = told;
        assertThrows(IOException.class, () -> fetch(clock, () -> true));
        assertTrue(!Files.exists(directory.resolve("whole.part")) || Files.size(directory.resolve("whole.part")) <= FILE.length, "no more than was signed");
        page = null;
        // What came of the page without a length was taken for a beginning, and is found out with the rest.
        if (length < FILE.length && !told) {
            String why = assertThrows(IOException.class, () -> fetch(clock, () -> true)).getMessage();
            assertTrue(why.contains("bin/ting"), why);
        }
        fetch(clock, () -> true);
        assertArrayEquals(FILE, Files.readAllBytes(directory.resolve("whole")));
        assertEquals("null", asked.get(asked.size() - 1), "all of it");
    }

    @Test
    void a_part_that_the_disk_let_rot_is_fetched_anew() throws Exception {
        Files.write(directory.resolve("whole.part"), new byte[FILE.length]);
        assertThrows(IOException.class, () -> fetch(clock, () -> true));
        assertEquals(List.of(), asked);
        fetch(clock, () -> true);
        assertArrayEquals(FILE, Files.readAllBytes(directory.resolve("whole")));
    }

    @Test
    void another_file_of_the_same_length_is_refused_for_good_and_a_rest_that_is_told_to_be_longer_too() throws Exception {
        page = new byte[FILE.length];
        sized = true;
        assertEquals("ota.changed", assertThrows(SlotsException.class, () -> fetch(clock, () -> true)).why().code());
        Files.write(directory.resolve("whole.part"), Arrays.copyOf(FILE, 5));
        page = new byte[100_000];
        assertEquals("ota.too-long", assertThrows(SlotsException.class, () -> fetch(clock, () -> true)).why().code());
    }

    private void fetch(KioskClock by, WebRepository.Wanted wanted) throws Exception {
        fetch(new Patience(by), wanted);
    }

    private void fetch(Patience by, WebRepository.Wanted wanted) throws Exception {
        URI from = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/file");
        Manifest.Entry file = new Manifest.Entry(Digest.sha256Hex(FILE), FILE.length, false, "bin/ting");
        new Download(from, ServerTrust.JAVAS, file, directory.resolve("whole"), by, wanted).run();
    }
}
