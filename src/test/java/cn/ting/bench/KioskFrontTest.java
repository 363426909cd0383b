package cn.ting.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A kiosk's page at the bench's own address, opposite a server that plays the kiosk. */
class KioskFrontTest {

    private static final String POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(Redirect.NEVER).build();
    private final CompletableFuture<HttpServerResponse> events = new CompletableFuture<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private volatile OptionalInt kiosk = OptionalInt.empty();
    private int port;

    @BeforeEach
    void listen() throws Exception {
        kiosk = OptionalInt.of(listening(vertx.createHttpServer().requestHandler(this::play)));
        Router router = Router.router(vertx);
        BenchFiles.mount(router);
        new KioskFront(vertx, () -> kiosk).mount(router);
        port = listening(vertx.createHttpServer().requestHandler(router));
    }

    private static int listening(HttpServer server) throws Exception {
        return server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS).actualPort();
    }

    @AfterEach
    void close() {
        vertx.close();
    }

    private void play(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        switch (request.path()) {
            case "/screen/events" -> {
                response.closeHandler(gone -> left.complete(null));
                response.putHeader("Content-Type", "text/event-stream").setChunked(true).write("data: one\n\n");
                events.complete(response);
            }
            case "/led" -> response.setStatusCode(303).putHeader("Location", "http://" + request.authority() + "/home?a=b").end();
            default -> request.body().onSuccess(body -> response
                    .putHeader("Content-Security-Policy", POLICY)
                    .putHeader("Set-Cookie", "ting-screen=x")
                    .end(request.method() + " " + request.uri() + " " + request.authority() + " " + request.getHeader("Origin")
                            + " " + body));
        }
    }

    @Test
    void aPageComesAsTheKioskSentItForItsOwnName() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(at("/queue/take?x=%20y"))
                .header("Origin", "http://127.0.0.1:" + port).POST(BodyPublishers.ofString("hall=h")));
        String own = "127.0.0.1:" + kiosk.getAsInt();
        assertEquals("POST /queue/take?x=%20y " + own + " http://" + own + " hall=h", answer.body());
        assertEquals("ting-screen=x", answer.headers().firstValue("Set-Cookie").orElse(""));

        HttpResponse<String> foreign = send(HttpRequest.newBuilder(at("/home")).header("Origin", "http://elsewhere.example"));
        assertTrue(foreign.body().contains("http://elsewhere.example"), "another site's word stays its own");
    }

    @Test
    void onlyTheSameAddressMayFrameItAndNothingElseIsLoosened() throws Exception {
        String policy = send(HttpRequest.newBuilder(at("/"))).headers().firstValue("Content-Security-Policy").orElse("");
        assertEquals(POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'"), policy);
    }

    @Test
    void anAnswerThatLeadsOnLeadsToThisAddress() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(at("/led")));
        assertEquals(303, answer.statusCode());
        assertEquals("/home?a=b", answer.headers().firstValue("Location").orElse(""));
    }

    @Test
    void anEventIsHandedOnAtOnceAndWhoLeavesIsMissed() throws Exception {
        HttpResponse<InputStream> stream = http.send(HttpRequest.newBuilder(at("/screen/events")).build(), BodyHandlers.ofInputStream());
        try (InputStream in = stream.body()) {
            assertEquals("data: one\n\n", new String(in.readNBytes(11), StandardCharsets.US_ASCII));
            HttpServerResponse kiosksEnd = events.get(60, TimeUnit.SECONDS);
            kiosksEnd.write("data: two\n\n");
            assertEquals("data: two\n\n", new String(in.readNBytes(11), StandardCharsets.US_ASCII));
            assertFalse(left.isDone());
        }
        left.get(60, TimeUnit.SECONDS);
    }

    @Test
    void whileTheKioskIsAwayAPageTriesAgain() throws Exception {
        int gone = kiosk.getAsInt();
        kiosk = OptionalInt.empty();
        assertTriesAgain();
        kiosk = OptionalInt.of(1);
        assertTriesAgain();
        kiosk = OptionalInt.of(gone);
        assertEquals(200, send(HttpRequest.newBuilder(at("/"))).statusCode());
    }

    private void assertTriesAgain() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(at("/home")));
        assertEquals(502, answer.statusCode());
        assertTrue(answer.body().contains("http-equiv=\"refresh\" content=\"1\""), answer.body());
    }

    @Test
    void theBenchsOwnPathsAreNeverTheKiosks() throws Exception {
        assertEquals(404, send(HttpRequest.newBuilder(at("/bench/api/nothing"))).statusCode());
        assertEquals(404, send(HttpRequest.newBuilder(at("/bench/x")).POST(BodyPublishers.noBody())).statusCode());
        assertTrue(send(HttpRequest.newBuilder(at("/bench"))).body().contains("bench"));
        assertTrue(send(HttpRequest.newBuilder(at("/benches"))).body().startsWith("GET /benches"));
    }

    @Test
    void aNameThatWasBentToThisAddressIsSentAway() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            out.write("GET / HTTP/1.1\r\nHost: bent.example\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertTrue(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).startsWith("HTTP/1.1 421"));
        }
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
