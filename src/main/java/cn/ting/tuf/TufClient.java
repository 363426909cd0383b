package cn.ting.tuf;

import cn.ting.http.ServerTrust;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/**
 * The verifier as a command of its own, in the words of the public conformance suite
 * (https://github.com/theupdateframework/tuf-conformance, CLIENT-CLI.md): {@code init}, {@code refresh} and {@code download}. Exits with 0
 * when all went well, with 1 when it did not: one line on standard error says why, or the usage where it was asked for in another way.
 */
@Command(name = "tuf", synopsisSubcommandLabel = "COMMAND", description = "What may be installed, by The Update Framework.")
public final class TufClient {

    private final KioskClock clock;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Says this.")
    private boolean help;

    @Option(names = "--metadata-dir", paramLabel = "D", scope = ScopeType.INHERIT, description = "Where what is trusted is kept.")
    private Path metadata;

    @Option(names = "--metadata-url", paramLabel = "U", scope = ScopeType.INHERIT, description = "Where metadata is asked for.")
    private String metadataAddress;

    @Option(names = "--target-name", paramLabel = "N", scope = ScopeType.INHERIT, description = "A target to download; may be given again.")
    private List<String> names;

    @Option(names = "--target-base-url", paramLabel = "B", scope = ScopeType.INHERIT, description = "Where targets are asked for.")
    private String targetAddress;

    @Option(names = "--target-dir", paramLabel = "T", scope = ScopeType.INHERIT, description = "Where targets are put.")
    private Path targets;

    TufClient(KioskClock clock) {
        this.clock = clock;
    }

    public static void main(String[] arguments) {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
        System.exit(new TufClient(new SystemClock()).run(err, arguments));
    }

    int run(PrintStream err, String... arguments) {
        CommandLine line = new CommandLine(this).setErr(new PrintWriter(err, true)).setExecutionExceptionHandler((failed, command, parsed) -> {
            if (!(failed instanceof TufException || failed instanceof IOException || failed instanceof IllegalArgumentException)) {
                throw failed;
            }
            err.println(failed instanceof TufException ? failed.getMessage() : "tuf: " + failed);
            return 1;
        });
        return line.execute(arguments) == 0 ? 0 : 1;
    }

    @Command(name = "init", description = "Begins with a root that is trusted because somebody brought it.")
    int init(@Parameters(paramLabel = "ROOT") Path root) throws IOException {
        Updater.initialize(given(metadata, "--metadata-dir"), Files.readAllBytes(root));
        return 0;
    }

    @Command(name = "refresh", description = "Renews what is trusted.")
    int refresh() throws TufException, IOException {
        updater("").refresh();
        return 0;
    }

    @Command(name = "download", description = "Renews what is trusted, and downloads targets by it.")
    int download() throws TufException, IOException {
        Updater updater = updater(given(targetAddress, "--target-base-url"));
        updater.refresh();
        for (String name : names == null ? List.<String>of() : names) {
            updater.download(name, given(targets, "--target-dir"));
        }
        return 0;
    }

    private Updater updater(String targets) {
        return new Updater(given(metadata, "--metadata-dir"), new HttpSource(given(metadataAddress, "--metadata-url"), ServerTrust.JAVAS, clock),
                new HttpSource(targets, ServerTrust.JAVAS, clock), clock, clock::uptime);
    }

    private static <T> T given(T value, String option) {
        if (value == null) {
            throw new IllegalArgumentException(option + " is given once");
        }
        return value;
    }
}
