package cn.ting.bench;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Shows a kiosk's page at the bench's own address, so that the bench's page may frame it as in dev mode: every path outside
 * {@code /bench} is handed on, byte by byte and event by event. The kiosk itself stays framed by nobody; only here its word for
 * that is loosened to the same address. While the kiosk is away every path answers 502 with a page that tries again each second.
 */
final class KioskFront {

    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Set<String> OF_ONE_HOP = Set.of(
            "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "host", "origin");
    private static final String AWAY = "<!DOCTYPE html><html lang=\"zh\"><head><meta charset=\"utf-8\">"
            + "<meta http-equiv=\"refresh\" content=\"1\"><title>亭</title></head><body></body></html>\n";
    private static final int MOST_CONNECTIONS = 64;
    private static final int CONNECT_MS = 2_000;

    private final HttpClient client;
    private final Supplier<OptionalInt> kiosk;

    /** @param kiosk where its page answers on 127.0.0.1; empty while it is away */
    KioskFront(Vertx vertx, Supplier<OptionalInt> kiosk) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(MOST_CONNECTIONS).setConnectTimeout(CONNECT_MS));
        this.kiosk = kiosk;
    }

    /** Hangs the front behind the bench's own routes. */
    void mount(Router router) {
        router.route().handler(this::handOn);
    }

    private void handOn(RoutingContext context) {
        HttpServerRequest request = context.request();
        OptionalInt port = kiosk.get();
        if (context.normalizedPath().matches("/bench(/.*)?")) {
            context.response().setStatusCode(404).end();
        } else if (request.authority() == null || !THIS_MACHINE.contains(request.authority().host())) {
            // The kiosk asks who was meant, to keep out a page whose name was bent to this address; here it sees its own name.
            context.response().setStatusCode(421).end();
        } else if (port.isEmpty()) {
            away(request.response());
        } else {
            request.pause();
            client.request(new RequestOptions()
                            .setMethod(request.method()).setHost("127.0.0.1").setPort(port.getAsInt()).setURI(request.uri()))
                    .onFailure(gone -> away(request.response()))
                    .onSuccess(onward -> exchange(request, onward, "http://127.0.0.1:" + port.getAsInt()));
        }
    }

    private static void exchange(HttpServerRequest request, HttpClientRequest onward, String kiosk) {
        HttpServerResponse response = request.response();
        // Whoever left the page hears no more of its events.
        response.closeHandler(left -> onward.reset());
        copy(request.headers(), onward.headers());
        if (request.getHeader(HttpHeaders.ORIGIN) != null) {
            onward.putHeader(HttpHeaders.ORIGIN, own(request) ? kiosk : request.getHeader(HttpHeaders.ORIGIN));
        }
        onward.send(request)
                .onFailure(gone -> away(response))
                .onSuccess(answer -> answer(answer, response, kiosk));
    }

    private static boolean own(HttpServerRequest request) {
        return request.getHeader(HttpHeaders.ORIGIN).equals("http://" + request.authority());
    }

    private static void answer(HttpClientResponse answer, HttpServerResponse response, String kiosk) {
        response.setStatusCode(answer.statusCode());
        copy(answer.headers(), response.headers());
        String policy = answer.getHeader("Content-Security-Policy");
        if (policy != null) {
            response.putHeader("Content-Security-Policy", policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"));
        }
        String location = answer.getHeader(HttpHeaders.LOCATION);
        if (location != null && location.startsWith(kiosk + "/")) {
            response.putHeader(HttpHeaders.LOCATION, location.substring(kiosk.length()));
        }
        response.setChunked(answer.getHeader(HttpHeaders.CONTENT_LENGTH) == null);
        answer.pipeTo(response).onFailure(gone -> response.reset());
    }

    private static void copy(MultiMap from, MultiMap to) {
        from.forEach((name, value) -> {
            if (!OF_ONE_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                to.add(name, value);
            }
        });
    }

    private static void away(HttpServerResponse response) {
        if (!response.headWritten() && !response.closed()) {
            response.setStatusCode(502).putHeader("Content-Type", "text/html; charset=utf-8")
                    .putHeader("Cache-Control", "no-store").end(AWAY);
        }
    }
}
