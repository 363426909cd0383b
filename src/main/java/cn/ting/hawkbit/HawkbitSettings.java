package cn.ting.hawkbit;

import cn.ting.settings.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Which hawkBit assigns releases to this kiosk. Nothing of it is used where {@code server} is {@code none}. */
public record HawkbitSettings(
        @Setting(why = "the update server, https://HOST[:PORT], or none; what it assigns is verified as every release is", standard = "none") URI server,
        @Setting(why = "the server's tenant, as it stands in its addresses", standard = "DEFAULT") String tenant,
        @Setting(why = "a file of one line, TargetToken WORD or GatewayToken WORD, readable by the kiosk's user alone; the kiosk is AREA.KIOSK there",
                        standard = "/etc/ting/hawkbit.token")
                String token,
        @Setting(why = "the type of the software module whose version names a release; other modules of an assignment are not this kiosk's",
                        standard = "ting")
                String module,
        @Setting(why = "the repository that releases are fetched from, https://HOST/PATH with metadata, targets and files below it, or none",
                        standard = "none")
                URI repository,
        @Setting(why = "the first root of that repository where it is another than the platform's, as /etc/ting/root.json is of that; none where it is"
                                + " a mirror, which shows the same metadata",
                        standard = "none")
                String root,
        @Setting(why = "the certificate authorities in PEM that the server and that repository must be certified by, such as the area's; none for those"
                                + " that Java knows",
                        standard = "none")
                String authority,
        @Setting(why = "how often the server is asked where it does not say it itself", standard = "5min", min = "30s", max = "24h") Duration poll) {

    private static final String NO_FILE = "none";
    private static final URI NONE = URI.create("none");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    public HawkbitSettings {
        if (!mayBeAsked(server) || !mayBeAsked(repository)) {
            throw new IllegalArgumentException("server and repository are https addresses (http on loopback only), or none");
        }
        if (!server.equals(NONE) && repository.equals(NONE)) {
            throw new IllegalArgumentException("a server needs a repository that what it assigns is fetched from");
        }
        if (!tenant.matches("[0-9A-Za-z_-]{1,64}") || module.isBlank()) {
            throw new IllegalArgumentException("a tenant is written in letters, digits, dashes and underscores, and a module has a type");
        }
    }

    /** The root that its repository begins with; empty where it is a mirror of the platform's. */
    Optional<Path> ownRoot() {
        return root.equals(NO_FILE) ? Optional.empty() : Optional.of(Path.of(root));
    }

    boolean hasServer() {
        return !server.equals(NONE);
    }

    private static boolean mayBeAsked(URI address) {
        boolean https = "https".equals(address.getScheme());
        boolean here = "http".equals(address.getScheme()) && LOOPBACK.contains(String.valueOf(address.getHost()));
        return address.equals(NONE)
                || (https || here) && address.getHost() != null && address.getUserInfo() == null && address.getQuery() == null
                        && address.getFragment() == null;
    }
}
