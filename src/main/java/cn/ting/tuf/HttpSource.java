package cn.ting.tuf;

import cn.ting.http.ServerTrust;
import cn.ting.http.Talk;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** A server's folder, by HTTP or HTTPS. How long a file may take in all is the updater's to say. */
public final class HttpSource implements Source {

    /**
     * What may be otherwise in a while, such as what a mirror does not have yet (403 is a store of objects' word for that) and what stands before
     * the server; another refusal of the server's stands.
     */
    private static final Set<Integer> PASSING = Set.of(403, 407, 408, 425, 429);
    /** Of its name a root may be there or not; what else is asked for is named by something that is. */
    private static final String ROOT = ".root.json";

    /** The server refuses it, and no wait changes that. */
    static final class DeniedException extends IOException {

        private static final long serialVersionUID = 1L;

        DeniedException(String message) {
            super(message);
        }
    }

    private final String folder;
    private final ServerTrust trust;
    private final KioskClock clock;

    /**
     * Names a folder.
     *
     * @param folder such as {@code https://updates.area.example/metadata}
     * @param trust whom to believe to be the server
     * @param clock by which an answer that does not begin is given up
     */
    public HttpSource(String folder, ServerTrust trust, KioskClock clock) {
        this.trust = trust;
        this.folder = folder.replaceAll("/+$", "");
        this.clock = clock;
    }

    @Override
    public Optional<InputStream> open(String path) throws IOException {
        HttpURLConnection connection = Talk.open(URI.create(folder + "/" + path), trust);
        int status = Talk.status(connection, clock);
        if (status == HttpURLConnection.HTTP_OK) {
            return Optional.of(connection.getInputStream());
        }
        connection.disconnect();
        // Stores of objects say so of what is not there.
        boolean isNotThere = status == HttpURLConnection.HTTP_NOT_FOUND || status == HttpURLConnection.HTTP_FORBIDDEN && path.endsWith(ROOT);
        if (isNotThere) {
            return Optional.empty();
        }
        String refused = "status " + status + " for " + path;
        throw status >= 400 && status < 500 && !PASSING.contains(status) ? new DeniedException(refused) : new IOException(refused);
    }
}
