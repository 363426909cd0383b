package cn.ting.figure;

import cn.ting.time.KioskClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The touch page without a browser: it takes the screen, hears what is pushed to it, and taps. */
public final class Page implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_REDIRECTS = 5;

    /** A push as it came in, at an uptime of the measuring clock. */
    public record Heard(String event, String data, Duration at) {}

    /**
     * What a touch brought.
     *
     * @param path where the page that was shown is
     * @param html as it came
     * @param bytes on the line, of this answer and of those that only led to it
     * @param took from the last byte of a request to the last byte of its answer, likewise
     */
    public record Shown(String path, String html, int bytes, Duration took) {}

    private final HttpClient http;
    private final URI kiosk;
    private final KioskClock clock;
    private final TapLine taps;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private InputStream stream = InputStream.nullInputStream();
    private Shown idle;

    /** Loads the idle page and listens; returns when the kiosk has the connection. */
    public Page(HttpClient http, URI kiosk, KioskClock clock) throws IOException, InterruptedException {
        this.http = http;
        this.kiosk = kiosk;
        this.clock = clock;
        taps = new TapLine(kiosk, clock);
        load();
    }

    /** Loads the idle page anew on the connection it has; whatever was pushed before is forgotten. */
    public Shown load() throws IOException, InterruptedException {
        stream.close();
        idle = shown("/", taps.get("/", List.of("Sec-Fetch-Dest: document", "Sec-Fetch-Mode: navigate")), List.of());
        stream = http.send(request("screen/events").build(), BodyHandlers.ofInputStream()).body();
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        lines.readLine();
        heard.clear();
        Thread ear = new Thread(() -> listen(lines), "page");
        ear.setDaemon(true);
        ear.start();
        return idle;
    }

    /** The idle page as it was loaded last. */
    public Shown idle() {
        return idle;
    }

    /** Waits for a push; those before it are dropped. */
    public Heard await(Predicate<Heard> wanted) throws IOException, InterruptedException {
        return await(wanted, PATIENCE);
    }

    /** The same, for so long. */
    public Heard await(Predicate<Heard> wanted, Duration patience) throws IOException, InterruptedException {
        Duration deadline = clock.uptime().plus(patience);
        while (true) {
            Heard next = heard.poll(deadline.minus(clock.uptime()).toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new IOException("the page waited in vain for " + patience);
            }
            if (wanted.test(next)) {
                return next;
            }
        }
    }

    /** Taps a button; returns where the kiosk leads the page to, or nothing. */
    public String tap(String path, String form) throws IOException {
        return taps.post(path, form, boosted("page")).location();
    }

    /** Taps a link: the page asks for what stands in its own place, and follows where it is led. */
    public Shown open(String path) throws IOException {
        return part(path, "page");
    }

    /** Asks for what stands in the place of one element, known by its {@code id}. */
    public Shown part(String path, String target) throws IOException {
        List<String> headers = boosted(target);
        return shown(path, taps.get(path, headers), headers);
    }

    /** Taps a button of a form, and follows where the page is led. */
    public Shown submit(String path, String form) throws IOException {
        List<String> headers = boosted("page");
        return shown(path, taps.post(path, form, headers), headers);
    }

    /** Loads a file that a page refers to; returns its text. */
    public Shown file(String path) throws IOException {
        return shown(path, taps.get(path, List.of("Sec-Fetch-Dest: empty")), List.of());
    }

    /** Reads a page or a figure page. */
    public String get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString()).body();
    }

    private Shown shown(String path, TapLine.Answer first, List<String> headers) throws IOException {
        TapLine.Answer answer = first;
        String at = path;
        int bytes = answer.bytes();
        Duration took = answer.took();
        for (int i = 0; i < MOST_REDIRECTS && !answer.location().isEmpty(); i++) {
            at = answer.location().replace(kiosk.resolve("/").toString(), "/");
            answer = taps.get(at, headers);
            bytes += answer.bytes();
            took = took.plus(answer.took());
        }
        if (answer.status() != 200) {
            throw new IOException(path + " answered " + answer.status());
        }
        return new Shown(at, answer.text(), bytes, took);
    }

    /** What htmx says with a request. */
    private List<String> boosted(String target) {
        List<String> headers = new ArrayList<>(List.of("HX-Request: true", "HX-Target: " + target, "HX-Current-URL: " + kiosk));
        if (target.equals("page")) {
            headers.add("HX-Boosted: true");
        }
        return headers;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(kiosk.resolve(path)).header("Cookie", taps.cookie());
    }

    private void listen(BufferedReader lines) {
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
