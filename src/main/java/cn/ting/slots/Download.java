package cn.ting.slots;

import cn.ting.http.Patience;
import cn.ting.http.ServerException;
import cn.ting.http.ServerTrust;
import cn.ting.http.Talk;
import cn.ting.http.TooSlowException;
import cn.ting.slots.SlotsException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;

/**
 * One file on its way over HTTP (RFC 9110). What came before a break stays, and the next run asks for the rest of it (range requests, 14).
 * Nothing longer than was signed is read, and nothing slower than {@value #SLOWEST} bytes a second beyond the first half minute that
 * the server is waited for, nor where all that is fetched at once is slower ({@link Patience}). A wrong answer in the file's place costs a try: the file is refused for good where all of it came in one answer
 * and is another. For one thread, which may wait for the network.
 */
final class Download {

    static final String PART = ".part";

    private static final int SLOWEST = 1024;
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** Somebody answered, and not with the file: it may be otherwise in a while. */
    static final class RefusedException extends ServerException {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** What may be otherwise in a while, 403 too, which is a store's word for what it does not have yet; another refusal of the server's stands. */
    private static final Set<Integer> PASSING = Set.of(403, 404, 407, 408, 425, 429);

    private final URI from;
    private final ServerTrust trust;
    private final Manifest.Entry file;
    private final Path whole;
    private final Path part;
    private final Patience patience;
    private final WebRepository.Wanted wanted;

    Download(URI from, ServerTrust trust, Manifest.Entry file, Path whole, Patience patience, WebRepository.Wanted wanted) {
        this.from = from;
        this.trust = trust;
        this.file = file;
        this.whole = whole;
        this.part = whole.resolveSibling(whole.getFileName() + PART);
        this.patience = patience;
        this.wanted = wanted;
    }

    /**
     * Fetches it.
     *
     * @throws ServerException when it may come another time, {@link TooSlowException} where the server was there
     * @throws IOException when the disk fails here
     * @throws SlotsException when it must not be asked for again: the server refuses it for good, it is another file, or it is not wanted any more
     */
    void run() throws SlotsException, IOException {
        Files.deleteIfExists(whole);
        long here = Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS) ? Files.size(part) : 0;
        if (here > file.size()) {
            Files.delete(part);
            here = 0;
        }
        if (here < file.size() || here == 0) {
            here = ask(here);
        }
        if (Files.size(part) < file.size()) {
            throw new ServerException(file.path() + " broke off after " + Files.size(part) + " of " + file.size() + " bytes");
        }
        if (!SlotCheck.isWhole(part, file)) {
            Files.delete(part);
            if (here > 0) {
                // Another's page that was taken for a beginning, or a disk that forgot: only what came in one piece is the server's own word.
                throw new RefusedException("what came of " + file.path() + " before is no beginning of it");
            }
            throw new SlotsException(Why.CHANGED, file.path());
        }
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @return after how many bytes of what is here it went on */
    private long ask(long here) throws SlotsException, IOException {
        HttpURLConnection connection = connection(here);
        // Before the try: who gives it up hangs up too, and not on this thread.
        int status = status(connection);
        try {
            boolean goesOn = status == HttpURLConnection.HTTP_PARTIAL && here > 0
                    && String.valueOf(connection.getHeaderField("Content-Range")).startsWith("bytes " + here + "-");
            if (status == 416 || status == HttpURLConnection.HTTP_PARTIAL && !goesOn) {
                Files.deleteIfExists(part);
                throw new RefusedException("the server has no such rest of " + file.path());
            }
            if (status >= 400 && status < 500 && !PASSING.contains(status)) {
                throw new SlotsException(Why.DENIED, "status " + status + " for " + file.path());
            }
            if (status != HttpURLConnection.HTTP_OK && !goesOn) {
                throw new RefusedException("status " + status + " for " + file.path());
            }
            long told = connection.getContentLengthLong();
            if (!goesOn && told >= 0 && told != file.size()) {
                // A proxy's page, mostly: what is here stays.
                throw new RefusedException("something of " + told + " bytes in the place of " + file.path());
            }
            try (InputStream in = body(connection); OutputStream out = goesOn
                    ? Files.newOutputStream(part, StandardOpenOption.APPEND)
                    : Files.newOutputStream(part)) {
                take(in, out, goesOn ? here : 0, told);
            }
            return goesOn ? here : 0;
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection connection(long here) throws ServerException {
        try {
            HttpURLConnection connection = Talk.open(from, trust);
            if (here > 0) {
                connection.setRequestProperty("Range", "bytes=" + here + "-");
            }
            return connection;
        } catch (IOException away) {
            throw new ServerException(away);
        }
    }

    private int status(HttpURLConnection connection) throws ServerException {
        Duration began = patience.clock().uptime();
        int status;
        try {
            status = Talk.status(connection, patience.clock());
        } catch (IOException away) {
            throw new ServerException(away);
        }
        patience.came(0, began);
        return status;
    }

    private static InputStream body(HttpURLConnection connection) throws ServerException {
        try {
            return connection.getInputStream();
        } catch (IOException away) {
            throw new ServerException(away);
        }
    }

    private static int read(InputStream in, byte[] block) throws ServerException {
        try {
            return in.read(block);
        } catch (IOException brokenOff) {
            throw new ServerException(brokenOff);
        }
    }

    private void take(InputStream in, OutputStream out, long here, long told) throws SlotsException, IOException {
        // The server's time alone: what is done between two blocks, a wait or a question to another server, may take minutes.
        Duration waited = Duration.ZERO;
        long came = 0;
        byte[] block = new byte[16 * 1024];
        while (true) {
            Duration asked = patience.clock().uptime();
            int n = read(in, block);
            if (n < 0) {
                return;
            }
            waited = waited.plus(patience.came(n, asked));
            came += n;
            if (!wanted.still()) {
                throw new SlotsException(Why.CALLED_OFF, "after " + (here + came - n) + " bytes of " + file.path());
            }
            if (here + came > file.size()) {
                Files.deleteIfExists(part);
                String tooLong = file.path() + " has more than " + file.size() + " bytes";
                if (told < 0) {
                    // It may be a proxy's page.
                    throw new RefusedException(tooLong);
                }
                throw new SlotsException(Why.TOO_LONG, tooLong);
            }
            out.write(block, 0, n);
            wanted.came(n);
            long slack = waited.minus(GRACE).toSeconds();
            if (slack * SLOWEST > came) {
                throw new TooSlowException(file.path() + " comes too slowly: " + came + " bytes in " + (slack + GRACE.toSeconds()) + " s");
            }
        }
    }
}
