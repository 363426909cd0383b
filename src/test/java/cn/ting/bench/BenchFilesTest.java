package cn.ting.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the bench's page is made of is sent, and nothing beside it. */
class BenchFilesTest {

    private record Answer(int status, String type, String policy) {}

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = vertx.createHttpClient();
    private int port;

    @BeforeEach
    void listen() throws Exception {
        Router router = Router.router(vertx);
        BenchFiles.mount(router);
        port = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1")
                .toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS).actualPort();
    }

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void thePageAndItsFilesComeWithTheirTypes() throws Exception {
        for (String page : List.of("/bench", "/bench/", "/bench/bench.html")) {
            assertEquals("text/html; charset=utf-8", get(page).type(), page);
        }
        assertEquals("text/javascript; charset=utf-8", get("/bench/bench.js").type());
        assertEquals("text/css; charset=utf-8", get("/bench/bench.css").type());
        assertEquals(Optional.of("image/svg+xml"), BenchFiles.type("icons/card-reader.svg"));
        assertEquals(Optional.of("image/png"), BenchFiles.type("kiosk-2x.png"));
    }

    @Test
    void thePageMayFrameItsOwnAddressAndIsFramedByNobody() throws Exception {
        String policy = get("/bench").policy();
        assertTrue(policy.contains("frame-src 'self'") && policy.contains("frame-ancestors 'none'"), policy);
    }

    @Test
    void noNameLeadsOutOfTheFolder() throws Exception {
        for (String name : List.of(
                "/bench/../application.properties", "/bench/..%2fapplication.properties", "/bench/%2e%2e/templates/screen/home.html",
                "/bench//etc/passwd.html", "/bench/.hidden.js", "/bench/..%5cbench.html", "/bench/missing.html",
                "/bench/bench.html%00.png", "/bench/api/nothing")) {
            assertEquals(404, get(name).status(), name);
        }
        for (String name : List.of("../bench.html", "a/../bench.html", "/bench.html", "bench.yaml", "bench", "a\\b.html", "")) {
            assertEquals(Optional.empty(), BenchFiles.type(name), name);
        }
    }

    /** By a client that sends an address as it is written. */
    private Answer get(String path) throws Exception {
        return http.request(HttpMethod.GET, port, "127.0.0.1", path).compose(request -> request.send())
                .map(answer -> new Answer(
                        answer.statusCode(), answer.getHeader("Content-Type"), answer.getHeader("Content-Security-Policy")))
                .toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
