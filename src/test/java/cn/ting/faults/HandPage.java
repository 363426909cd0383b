package cn.ting.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.bench.LaunchedBench;
import cn.ting.bench.LaunchedKiosk;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A resident's hand at one kiosk: does over HTTP what the browser does, and reads what the page shows. For one life of the
 * kiosk; a killed kiosk answers with an {@link IOException}.
 */
final class HandPage {

    /** The hall that never closes, so that a story may be told at any hour. */
    static final String HALL = "fengshui-park-station";

    private static final Pattern DIGITS = Pattern.compile("class=\"digits\"[^>]*>([A-Z]\\d+)<");
    /** A kiosk that is killed breaks off; one that is busy may take its time. */
    private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(1);
    private static final String FORM = "application/x-www-form-urlencoded";

    /** A number as the page showed it. */
    record Shown(String service, String number) {}

    private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final Patience patience = new Patience();
    private final LaunchedBench bench;
    private final String card;
    private final URI page;

    HandPage(LaunchedBench bench, LaunchedKiosk kiosk, String name) {
        this.bench = bench;
        this.card = "cabinets/" + name + "/card/";
        this.page = URI.create(kiosk.page());
    }

    /** Loads the page, touches it and lays a card; returns when the kiosk knows the resident. Ends the visit before. */
    void begin() throws IOException {
        bench.post(card + "lift");
        touch();
        // A card that lies there at a kiosk's first looks is left alone.
        patience.until("the reader has seen that no card lies there", this::looked);
        bench.post(card + "lay?person=zhang-xiaosan");
        patience.until("the card is read", () -> answer(get("queue")).statusCode() == 200);
    }

    private boolean looked() throws IOException {
        for (JsonNode cabinet : bench.get("state").path("cabinets")) {
            if (card.equals("cabinets/" + cabinet.path("kiosk").asText() + "/card/")) {
                return cabinet.path("reader").path("missed").asBoolean();
            }
        }
        throw new IOException("the bench has no " + card);
    }

    /** Loads the page and touches it. */
    void touch() throws IOException {
        assertEquals(200, answer(get("")).statusCode());
        assertEquals(303, answer(post("visit", "")).statusCode());
    }

    /** Takes a number and reads it off the page; empty when the page refuses one. */
    Optional<Shown> take(String service) throws IOException {
        return tap(service) ? Optional.of(new Shown(service, number())) : Optional.empty();
    }

    /** Touches a service's row and does not follow to the number's page; false when no number was given. */
    boolean tap(String service) throws IOException {
        return answer(taking(service)).headers().firstValue("Location").filter(to -> to.endsWith("/queue/ticket")).isPresent();
    }

    /** Touches a service's row and does not wait for the answer. */
    CompletableFuture<HttpResponse<String>> tapAndLeave(String service) {
        return http.sendAsync(taking(service), BodyHandlers.ofString());
    }

    /** The number that stands on the page. */
    String number() throws IOException {
        String shown = read("queue/ticket");
        Matcher digits = DIGITS.matcher(shown);
        if (!digits.find()) {
            throw new AssertionError("no number on the page:\n" + shown);
        }
        return digits.group(1);
    }

    /** A page of the visit in progress. */
    String read(String path) throws IOException {
        HttpResponse<String> answer = answer(get(path));
        assertEquals(200, answer.statusCode(), path);
        return answer.body();
    }

    private HttpRequest taking(String service) {
        return post("queue/take", "hall=" + HALL + "&service=" + service);
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(page.resolve(path)).timeout(ANSWERED_WITHIN).build();
    }

    private HttpRequest post(String path, String form) {
        return HttpRequest.newBuilder(page.resolve(path)).timeout(ANSWERED_WITHIN)
                .header("Content-Type", FORM).POST(BodyPublishers.ofString(form)).build();
    }

    private HttpResponse<String> answer(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IOException(hurried);
        }
    }
}
