package cn.ting.device.document;

import cn.ting.time.KioskClock;
import cn.ting.wire.OwnPort;
import com.hp.jipp.encoding.IppInputStream;
import com.hp.jipp.encoding.IppPacket;
import com.hp.jipp.model.JobState;
import com.hp.jipp.model.Operation;
import com.hp.jipp.model.Types;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * An A4 printer that speaks IPP on loopback, with hands; written from RFC 8010 and RFC 8011. Any thread may use the hands. It holds the
 * newest sixteen papers that came out of it.
 */
public final class SimulatedIppPrinter implements AutoCloseable {

    private static final String PATH = "/ipp/print";
    private static final int MOST_REQUEST = 32 * 1024 * 1024;
    private static final int THREADS = 2;

    private final KioskClock clock;
    private final SimulatedJobs jobs;
    private final IppAnswers answers;
    private final List<Consumer<Duration>> accepted = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private ExecutorService threads;
    /** Kept from the first start on, also while it is off; null before that and at its end. */
    private OwnPort own;
    private int port;

    /**
     * Makes a printer that is switched off.
     *
     * @param port 0 for any free one
     * @param perSide how long it prints a side
     */
    public SimulatedIppPrinter(int port, Duration perSide, KioskClock clock) {
        this.port = port;
        this.clock = clock;
        this.jobs = new SimulatedJobs(clock, perSide);
        this.answers = new IppAnswers(jobs);
    }

    /** Switches it on, on the port it had before; harmless while it is on. */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        // Or an answer waits 40 ms for the acknowledgement of its own head. Read by the JDK's server when it is first made.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        if (own == null) {
            own = new OwnPort(port);
            port = own.number();
        }
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException("port " + port + " cannot be listened on", taken);
        }
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "ipp-printer-" + port);
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext(PATH, this::serve);
        server.start();
    }

    /** Cuts its power: connections break, jobs are forgotten. */
    public synchronized void kill() {
        if (server != null) {
            server.stop(0);
            threads.shutdownNow();
            server = null;
        }
        jobs.forget();
    }

    public synchronized boolean isOn() {
        return server != null;
    }

    /** Where it listens on 127.0.0.1; 0 for one on any port that was never on. */
    public synchronized int port() {
        return port;
    }

    /** Its address, as {@code device-config} has it. */
    public synchronized String address() {
        return "ipp://127.0.0.1:" + port + PATH;
    }

    /** Lets it report a trouble by its word without an ending, such as {@code media-empty}, or not any more. */
    public void reason(String word, boolean there) {
        answers.reason(word, there);
    }

    /** How many sheets lie in each of its trays; it tells nothing of trays at first. */
    public void trays(Integer... sheets) {
        answers.trays(List.of(sheets));
    }

    /** Loads its tray with paper of a PWG name. */
    public void load(String media) {
        answers.load(media);
    }

    public void toner(int percent) {
        answers.toner(percent);
    }

    /** Which formats it takes. */
    public void formats(String... taken) {
        answers.formats(List.of(taken));
    }

    /** Whether it takes a job before its document. */
    public void createsJobs(boolean can) {
        answers.createsJobs(can);
    }

    /** Prints each side in so long, from the next job on. */
    public void printsASideIn(Duration perSide) {
        jobs.printASideIn(perSide);
    }

    /** Whether it makes more copies than one; if not, it takes the job all the same and says so. */
    public void copies(boolean can) {
        answers.copies(can);
    }

    /** Lets it count the sides of so many copies of each job, which at first are those of one. */
    public void countsSidesOf(int copies) {
        answers.countsSidesOf(copies);
    }

    /** Keeps the job that is printed, and all after it, from coming to an end. */
    public void hold(boolean on) {
        jobs.hold(on);
    }

    /** Another than the kiosk prints something on it. */
    public void printForAnother(byte[] pdf) {
        jobs.take(openForAnother(), pdf);
    }

    /** Another than the kiosk has something held, to be called for by a code that nobody types. */
    public void holdForAnother() {
        openForAnother();
    }

    private SimulatedJob openForAnother() {
        IppPacket.Builder request = IppPacket.printJob(URI.create(address()));
        request.putOperationAttributes(Types.requestingUserName.of("office"), Types.jobName.of("minutes"));
        return jobs.open(request.build()).orElseThrow();
    }

    /** Whether it remembers who has sent what. */
    public void keepsUsers(boolean on) {
        answers.keepsUsers(on);
    }

    /** Whether it gives one user's jobs to who asks for his own, or all of them. */
    public void looksUpUsers(boolean on) {
        answers.looksUpUsers(on);
    }

    /** Keeps every job from being cancelled. */
    public void stuck(boolean on) {
        answers.stuck(on);
    }

    public void accepting(boolean on) {
        answers.accepting(on);
    }

    /** Lets the next job be given up. */
    public void abortNext() {
        jobs.endNextWith(JobState.aborted, "aborted-by-system");
    }

    /** Lets the next job come to its end, but not well. */
    public void spoilNext() {
        jobs.endNextWith(JobState.completed, "job-completed-with-errors");
    }

    /** How many jobs are not at their end. */
    public int unfinished() {
        return jobs.unfinished().size();
    }

    /** True while a job is in its mechanism. */
    public boolean isPrinting() {
        return jobs.isPrinting();
    }

    /** What came out of it, oldest first. */
    public List<PrintedPaper> papers() {
        return jobs.papers();
    }

    /** Told by uptime when a document has been accepted. */
    public void onAccepted(Consumer<Duration> listener) {
        accepted.add(listener);
    }

    @Override
    public synchronized void close() {
        kill();
        if (own != null) {
            own.close();
            own = null;
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MOST_REQUEST);
            IppInputStream request = new IppInputStream(new ByteArrayInputStream(body));
            IppPacket packet = request.readPacket();
            IppPacket answer = answers.answer(packet, request.readAllBytes(), URI.create(address()));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            answer.write(bytes);
            if (Set.of(Operation.sendDocument, Operation.printJob).contains(packet.getOperation())) {
                Duration now = clock.uptime();
                accepted.forEach(listener -> listener.accept(now));
            }
            exchange.getResponseHeaders().set("Content-Type", "application/ipp");
            exchange.sendResponseHeaders(200, bytes.size());
            bytes.writeTo(exchange.getResponseBody());
        }
    }
}
