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

    private static final Set<Integer> NOT_THERE = Set.of(403, 404);

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
        if (NOT_THERE.contains(status)) {
            connection.disconnect();
            return Optional.empty();
        }
        if (status != HttpURLConnection.HTTP_OK) {
            connection.disconnect();
            throw new IOException("status " + status + " for " + path);
        }
        return Optional.of(connection.getInputStream());
    }
}
