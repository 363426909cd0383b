package cn.ting.device.document;

import cn.ting.wire.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real {@code cupsd} of its own on a port of loopback, with one queue that leads to an IPP printer and can be stopped, and killed itself. */
public final class CupsPeer implements AutoCloseable {

    private static final String SERVER = """
            Listen 127.0.0.1:%d
            Listen %s/cups.sock
            LogLevel warn
            # What it is killed with is on its disk, and not half a minute later.
            DirtyCleanInterval 0
            Browsing Off
            BrowseLocalProtocols none
            DefaultAuthType None
            WebInterface No
            <Location />
              Order allow,deny
              Allow from 127.0.0.1
            </Location>
            <Location /admin>
              Order allow,deny
              Allow from 127.0.0.1
            </Location>
            <Policy default>
              JobPrivateAccess all
              JobPrivateValues none
              SubscriptionPrivateAccess all
              SubscriptionPrivateValues none
              <Limit All>
                Order allow,deny
                Allow from 127.0.0.1
              </Limit>
            </Policy>
            """;

    private static final String FILES = """
            SystemGroup root
            User lp
            Group lp
            FileDevice Yes
            ServerRoot %1$s/etc
            RequestRoot %1$s/spool
            TempDir %1$s/spool/tmp
            CacheDir %1$s/cache
            StateDir %1$s/state
            AccessLog %1$s/access.log
            ErrorLog %1$s/error.log
            PageLog %1$s/page.log
            ServerBin /usr/lib/cups
            DataDir /usr/share/cups
            """;

    private static final String QUEUE = "a4";

    private final PeerProcesses processes = new PeerProcesses("cups");
    private final int port = FreePort.any();
    private Process cupsd;
    private final Path settings;
    private final Path files;
    private final Map<String, String> server = Map.of("CUPS_SERVER", "127.0.0.1:" + port);

    /**
     * Starts it.
     *
     * @param printer where the queue leads, a printer that is on
     */
    public CupsPeer(String printer) throws IOException, InterruptedException {
        Path folder = processes.folder;
        for (String name : List.of("etc/ppd", "etc/ssl", "spool/tmp", "cache", "state")) {
            Files.createDirectories(folder.resolve(name));
        }
        settings = Files.writeString(folder.resolve("etc/cupsd.conf"), SERVER.formatted(port, folder));
        files = Files.writeString(folder.resolve("etc/cups-files.conf"), FILES.formatted(folder));
        if (System.getProperty("user.name").equals("root")) {
            // Its filters run as lp, which has to get at all of it.
            processes.run(Map.of(), "chown", "-R", "root:lp", folder.toString());
            processes.run(Map.of(), "chmod", "-R", "g+rwX", folder.toString());
        }
        start();
        processes.run(server, "lpadmin", "-p", QUEUE, "-E", "-v", printer, "-m", "everywhere", "-o",
                "printer-error-policy=retry-current-job");
    }

    /** Starts it, again with what it has spooled. */
    void start() throws IOException, InterruptedException {
        cupsd = processes.start(Map.of(), "cupsd", "-f", "-c", settings.toString(), "-s", files.toString());
        processes.awaitPort(port);
    }

    /** SIGKILL, to it and to what it has started. */
    void kill() throws InterruptedException {
        processes.kill(cupsd);
    }

    /** Its queue, as {@code device-config} has it. */
    public String address() {
        return "ipp://127.0.0.1:" + port + "/printers/" + QUEUE;
    }

    /** Stops the queue, or lets it go on. */
    public void stop(boolean on) throws IOException, InterruptedException {
        processes.run(server, on ? "cupsdisable" : "cupsenable", QUEUE);
    }

    /** Lets the queue lead to a device. */
    void leadTo(String device) throws IOException, InterruptedException {
        processes.run(server, "lpadmin", "-p", QUEUE, "-v", device);
    }

    /** The queue takes no jobs, or does. */
    void reject(boolean on) throws IOException, InterruptedException {
        processes.run(server, on ? "cupsreject" : "cupsaccept", QUEUE);
    }

    int unfinished() throws IOException, InterruptedException {
        return (int) processes.run(server, "lpstat", "-o").lines().count();
    }

    /** How many documents lie in its spool, also while it is dead. */
    long spooled() throws IOException {
        try (Stream<Path> spool = Files.list(processes.folder.resolve("spool"))) {
            return spool.filter(file -> file.getFileName().toString().startsWith("d")).count();
        }
    }

    String logs() throws IOException {
        return processes.logs();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        processes.close();
    }
}
