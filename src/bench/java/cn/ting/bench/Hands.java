package cn.ting.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Optional;

/**
 * Hangs calls into a router, each on a thread that may wait. A hand answers 204 when it has been moved, 404 for what does not
 * stand on this bench, 400 with a sentence for what it cannot do.
 */
final class Hands {

    /** What one call does; {@link NotHereException} and {@link IllegalArgumentException} are answers too. */
    @FunctionalInterface
    interface Hand {
        void move(RoutingContext context) throws IOException;
    }

    /** What one call reads: written as JSON. */
    @FunctionalInterface
    interface Look {
        Object at(RoutingContext context) throws IOException;
    }

    /** What was asked for does not stand on this bench. */
    static final class NotHereException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Router router;
    private final ObjectMapper json = new ObjectMapper();

    Hands(Router router) {
        this.router = router;
    }

    /** A call that reads JSON. */
    void json(String path, Look look) {
        get(path, context -> {
            Object value = look.at(context);
            context.response().putHeader("Content-Type", "application/json").putHeader("Cache-Control", "no-store")
                    .end(json.writeValueAsString(value));
        });
    }

    /** A call that reads a picture, as the bytes of a PNG file. */
    void png(String path, Look look) {
        get(path, context -> {
            byte[] file = (byte[]) look.at(context);
            context.response().putHeader("Content-Type", "image/png").putHeader("Cache-Control", "no-store")
                    .end(Buffer.buffer(file));
        });
    }

    /** A call that reads a document, as the bytes of a PDF file. */
    void pdf(String path, Look look) {
        get(path, context -> {
            byte[] file = (byte[]) look.at(context);
            context.response().putHeader("Content-Type", "application/pdf").putHeader("Cache-Control", "no-store")
                    .end(Buffer.buffer(file));
        });
    }

    /** A call that moves something. */
    void post(String path, Hand hand) {
        router.route(HttpMethod.POST, path).blockingHandler(context -> {
            move(context, hand);
            if (!context.response().ended()) {
                context.response().setStatusCode(204).end();
            }
        });
    }

    private void get(String path, Hand hand) {
        router.route(HttpMethod.GET, path).blockingHandler(context -> move(context, hand));
    }

    private static void move(RoutingContext context, Hand hand) {
        try {
            hand.move(context);
        } catch (NotHereException notHere) {
            context.response().setStatusCode(404).end();
        } catch (IllegalArgumentException | IOException wrong) {
            context.response().setStatusCode(400).putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end(String.valueOf(wrong.getMessage()));
        }
    }

    /** A parameter that has to be given. */
    static String need(RoutingContext context, String name) {
        return may(context, name).orElseThrow(() -> new IllegalArgumentException("give " + name));
    }

    /** A parameter that may be given; empty when it is blank. */
    static Optional<String> may(RoutingContext context, String name) {
        return Optional.ofNullable(context.request().getParam(name)).filter(value -> !value.isBlank());
    }

    /** A whole number that has to be given. */
    static int need(RoutingContext context, String name, int least, int most) {
        return within(need(context, name), name, least, most);
    }

    /** A whole number from zero on that may be given. */
    static long may(RoutingContext context, String name, long otherwise) {
        return may(context, name).map(given -> (long) within(given, name, 0, Integer.MAX_VALUE)).orElse(otherwise);
    }

    private static int within(String given, String name, int least, int most) {
        try {
            int number = Integer.parseInt(given);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        throw new IllegalArgumentException(name + " is a whole number from " + least + " to " + most);
    }
}
