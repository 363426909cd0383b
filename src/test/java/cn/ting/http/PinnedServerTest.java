package cn.ting.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.hawkbit.Ddi;
import cn.ting.hawkbit.HawkbitSettings;
import cn.ting.hawkbit.PlayedHawkbit;
import cn.ting.hawkbit.UpdateServer.How;
import cn.ting.slots.Disk;
import cn.ting.slots.Found;
import cn.ting.slots.Installer;
import cn.ting.slots.WebRepository;
import cn.ting.slots.Workshop;
import cn.ting.slots.Workshop.Made;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.tuf.TufException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Releases and a hawkBit behind a real TLS that an area's own authority has certified: nobody else is believed, and nobody else gets the token. */
class PinnedServerTest {

    @TempDir
    Path directory;

    private final KioskClock clock = new SystemClock();

    @Test
    void a_release_comes_from_whom_the_areas_authority_has_certified() throws Exception {
        Workshop workshop = workshop();
        Made eight = workshop.make(8);
        workshop.offer(eight);
        HttpServer plain = shows(workshop.stick("shown", eight));
        try (TlsFront front = new TlsFront(directory.resolve("keys"), address(plain))) {
            for (String[] wrong : new String[][] {{"localhost", front.authorityFile("stranger")}, {"127.0.0.1", front.authorityFile("area")},
                {"localhost", "none"}}) {
                TufException refused = assertThrows(TufException.class, () -> find(front.address(wrong[0]), wrong[1], workshop, eight), wrong[0] + wrong[1]);
                assertEquals(TufException.Why.UNREACHABLE, refused.why());
                assertTrue(refused.getCause() instanceof SSLException, "" + refused.getCause());
            }
            Files.writeString(directory.resolve("none.pem"), "no certificate");
            assertTrue(assertThrows(TufException.class, () -> find(front.address("localhost"), directory.resolve("none.pem").toString(), workshop, eight))
                    .getMessage().contains("none.pem holds no certificate"));

            WebRepository repository = repository(front.address("localhost"), front.authorityFile("area"));
            Found found = find(repository, workshop, eight);
            Installer installer = new Installer(workshop.slots(new Disk()), workshop.key(), 0);
            repository.fetch(found, installer, () -> true);
            assertEquals(8, installer.install(found.text(), found.signature(), repository.files()).counter());
        } finally {
            plain.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"localhost, stranger", "127.0.0.1, area", "localhost, ''"})
    void no_hawkbit_that_is_not_certified_gets_the_token(String host, String authority) throws Exception {
        try (PlayedHawkbit hawkbit = new PlayedHawkbit(); TlsFront front = new TlsFront(directory.resolve("keys"), hawkbit.address())) {
            Ddi ddi = ddi(front, host, authority.isEmpty() ? "none" : front.authorityFile(authority), hawkbit.token());
            assertThrows(SSLException.class, ddi::poll);
            assertTrue(hawkbit.asked.isEmpty(), "" + hawkbit.asked);
        }
    }

    @Test
    void a_hawkbit_is_asked_and_told_and_its_authority_is_exchanged_without_a_restart() throws Exception {
        try (PlayedHawkbit hawkbit = new PlayedHawkbit(); TlsFront front = new TlsFront(directory.resolve("keys"), hawkbit.address())) {
            Path file = Files.copy(Path.of(front.authorityFile("stranger")), directory.resolve("authority.pem"));
            Ddi ddi = ddi(front, "localhost", file.toString(), hawkbit.token());
            assertThrows(SSLException.class, ddi::poll);
            Files.writeString(file, Files.readString(file) + Files.readString(Path.of(front.authorityFile("area"))));
            hawkbit.assign("area.kiosk", "1.8", How.FORCED);
            assertEquals("1.8", ddi.deployment(ddi.poll().deployment().orElseThrow()).version(), "two while one follows the other");
            Files.delete(file);
            assertThrows(IOException.class, ddi::poll, "nobody is believed any more");
        }
    }

    private Ddi ddi(TlsFront front, String host, String authority, String token) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), token);
        URI server = front.address(host);
        return new Ddi(new HawkbitSettings(server, "DEFAULT", file.toString(), "ting", server, "none", authority, Duration.ofMinutes(5)), "area.kiosk", clock);
    }

    private Workshop workshop() throws Exception {
        Workshop workshop = new Workshop(Files.createDirectories(directory.resolve("workshop")), clock.instant());
        workshop.commit(workshop.make(7), "a");
        return workshop;
    }

    private WebRepository repository(URI base, String authority) {
        return new WebRepository(base, ServerTrust.of(authority), directory.resolve("fetching"), clock);
    }

    private Found find(URI base, String authority, Workshop workshop, Made made) throws Exception {
        return find(repository(base, authority), workshop, made);
    }

    private Found find(WebRepository repository, Workshop workshop, Made made) throws Exception {
        return repository.find(made.target("x86_64"), workshop.slots(new Disk()), workshop.key(), Workshop.CABINET, workshop.directory.resolve("tuf"),
                clock.instant(), moment -> { }).orElseThrow();
    }

    private static URI address(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static HttpServer shows(Path folder) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(folder, exchange));
        server.start();
        return server;
    }

    private static void answer(Path folder, HttpExchange exchange) throws IOException {
        Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
        byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
        exchange.sendResponseHeaders(bytes.length == 0 ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
