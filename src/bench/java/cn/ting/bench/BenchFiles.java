package cn.ting.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The bench's page and whatever it is made of: every file below {@code bench/} on the class path whose ending is known, and
 * nothing else. The page may frame what comes from its own address, which is where its kiosk shows itself.
 */
final class BenchFiles {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png");

    /** Words between slashes, none of which begins with a dot: no name leads up, or to what is hidden. */
    private static final Pattern NAME = Pattern.compile("(?:[\\w-][\\w.-]*/)*[\\w-][\\w.-]*\\.(\\w+)");

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; form-action 'none'; frame-ancestors 'none'; "
            + "base-uri 'none'";

    private BenchFiles() {}

    /** Hangs the page under {@code /bench} and its files under {@code /bench/…}; after the calls, which stand there too. */
    static void mount(Router router) {
        router.get("/bench").handler(context -> send(context, "bench.html"));
        router.get("/bench/*").handler(context -> {
            String name = context.normalizedPath().substring("/bench/".length());
            send(context, name.isEmpty() ? "bench.html" : name);
        });
    }

    /** The type a file of this name is sent with; empty for what is never sent. */
    static Optional<String> type(String name) {
        return Optional.of(NAME.matcher(name)).filter(found -> found.matches()).map(found -> TYPES.get(found.group(1)));
    }

    private static void send(RoutingContext context, String name) {
        Optional<String> type = type(name);
        try (InputStream in = type.isPresent() ? BenchFiles.class.getResourceAsStream("/bench/" + name) : null) {
            if (in == null) {
                context.response().setStatusCode(404).end();
                return;
            }
            context.response()
                    .putHeader("Content-Type", type.get())
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("Content-Security-Policy", POLICY)
                    .end(Buffer.buffer(in.readAllBytes()));
        } catch (IOException unreadable) {
            context.fail(unreadable);
        }
    }
}
