package cn.ting.measure;

import cn.ting.time.KioskClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The touch page without a browser: it takes the screen, hears what is pushed to it, and taps. */
final class Page implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A push as it came in, at an uptime of the measuring clock. */
    record Heard(String event, String data, Duration at) {}

    private final HttpClient http;
    private final URI kiosk;
    private final KioskClock clock;
    private final String cookie;
    private final TapLine taps;
    private final InputStream stream;
    private final BufferedReader lines;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

    /** Loads the idle page and listens; returns when the kiosk has the connection. */
    Page(HttpClient http, URI kiosk, KioskClock clock) throws IOException, InterruptedException {
        this.http = http;
        this.kiosk = kiosk;
        this.clock = clock;
        HttpResponse<Void> idle = http.send(HttpRequest.newBuilder(kiosk).build(), BodyHandlers.discarding());
        cookie = idle.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        taps = new TapLine(kiosk, cookie);
        stream = http.send(request("screen/events").build(), BodyHandlers.ofInputStream()).body();
        lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        lines.readLine();
        Thread ear = new Thread(this::listen, "page");
        ear.setDaemon(true);
        ear.start();
    }

    /** Waits for a push; those before it are dropped. */
    Heard await(Predicate<Heard> wanted) throws IOException, InterruptedException {
        Duration deadline = clock.uptime().plus(PATIENCE);
        while (true) {
            Heard next = heard.poll(deadline.minus(clock.uptime()).toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new IOException("the page waited in vain for " + PATIENCE);
            }
            if (wanted.test(next)) {
                return next;
            }
        }
    }

    /** Taps a button; returns where the kiosk leads the page to, or nothing. */
    String tap(String path, String form) throws IOException {
        return taps.post(path, form);
    }

    /** Reads a page or a figure page. */
    String get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString()).body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(kiosk.resolve(path)).header("Cookie", cookie);
    }

    private void listen() {
        String event = "";
        StringBuilder text = new StringBuilder();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    event = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    text.append(line.substring(5).strip()).append('\n');
                } else if (line.isEmpty() && !event.isEmpty()) {
                    heard.add(new Heard(event, text.toString().strip(), clock.uptime()));
                    event = "";
                    text.setLength(0);
                }
            }
        } catch (IOException closed) {
            // Whoever still waits learns it by the deadline.
        }
    }

    /** Closes the stream and not its reader, which the listening thread holds. */
    @Override
    public void close() throws IOException {
        taps.close();
        stream.close();
    }
}
