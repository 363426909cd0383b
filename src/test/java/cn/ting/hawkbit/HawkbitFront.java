package cn.ting.hawkbit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What stands between a kiosk and a hawkBit, real or played: it hands on what is asked, or says that nobody is there. */
public final class HawkbitFront implements AutoCloseable {

    private static final List<String> HANDED_ON = List.of("Authorization", "Content-Type", "Accept");
    private static final int ANSWERS = 0;

    /** How often somebody asked. */
    public final AtomicInteger asked = new AtomicInteger();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI behind;
    private final HttpServer server;
    private volatile int status = ANSWERS;
    /** After so many more feedbacks nobody is there. */
    private volatile int feedbacks = Integer.MAX_VALUE;

    public HawkbitFront(URI behind) throws IOException {
        this.behind = behind;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on all is answered with this status, and hawkBit hears nothing. */
    public void isGone(int answer) {
        status = answer;
    }

    public void isThere() {
        status = ANSWERS;
        feedbacks = Integer.MAX_VALUE;
    }

    /** hawkBit hears so many feedbacks more, and is gone then. */
    public void hears(int most) {
        isThere();
        feedbacks = most;
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        byte[] said = exchange.getRequestBody().readAllBytes();
        boolean feedback = exchange.getRequestURI().getPath().endsWith("/feedback");
        try {
            if (status != ANSWERS || feedbacks <= 0) {
                exchange.sendResponseHeaders(status == ANSWERS ? 503 : status, -1);
                return;
            }
            HttpResponse<byte[]> answer = http.send(request(exchange, said), HttpResponse.BodyHandlers.ofByteArray());
            if (feedback && feedbacks != Integer.MAX_VALUE) {
                feedbacks--;
            }
            answer.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders().add("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] said) {
        HttpRequest.Builder request = HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
                .timeout(Duration.ofMinutes(1))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(said));
        for (String name : HANDED_ON) {
            if (exchange.getRequestHeaders().containsKey(name)) {
                request.header(name, exchange.getRequestHeaders().getFirst(name));
            }
        }
        return request.build();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
