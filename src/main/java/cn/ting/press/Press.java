package cn.ting.press;

import cn.ting.time.SystemClock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What {@code ota/repo} calls: the words that a release manager gives, and the hidden ones that the script gives around its signing. Ends with
 * 0 when it is done, with 1 and one sentence on standard error when it is refused, with 2 when it was asked for in another way.
 */
@Command(name = "ting repo", synopsisSubcommandLabel = "COMMAND", description = "The repository that kiosks are updated from.",
        subcommands = Usb.class)
public final class Press {

    private static final Duration TIMESTAMP = Duration.ofDays(7);
    private static final Duration SNAPSHOT = Duration.ofDays(30);
    private static final int WIDTH = 120;
    private static final int MOST_DAYS = 3650;
    private static final int MOST_KEYS = 20;
    private static final int MOST_PATCHED = 10;
    /** For the script alone: it is to be asked again without the drafts. */
    private static final int SPARED = 3;

    private final InstantSource clock;
    private PrintStream out = System.out;
    private PrintStream err = System.err;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = CommandLine.ScopeType.INHERIT, description = "Says this.")
    private boolean help;

    Press(InstantSource clock) {
        this.clock = clock;
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(new Press(new SystemClock()).run(out, err, arguments));
    }

    int run(PrintStream out, PrintStream err, String... arguments) {
        this.out = out;
        this.err = err;
        CommandLine line = new CommandLine(this, new Tools());
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).setUsageHelpWidth(WIDTH)
                .setExecutionExceptionHandler((failed, command, parsed) -> refuse(failed, command.getCommand() instanceof Usb ? "ting usb" : "ting repo", err));
        return line.execute(arguments);
    }

    /** Makes the subcommand with the same clock. */
    private final class Tools implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == Usb.class ? type.cast(new Usb(clock, () -> out)) : CommandLine.defaultFactory().create(type);
        }
    }

    /** One sentence for what was refused; what is our own fault goes on as it is. */
    private static int refuse(Exception failed, String called, PrintStream err) throws Exception {
        if (failed instanceof RefusedException) {
            err.println(called + ": " + failed.getMessage());
        } else if (failed instanceof IOException || failed instanceof UncheckedIOException || failed instanceof InvalidPathException) {
            err.println(called + ": " + failed);
        } else {
            throw failed;
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Command(name = "root", description = {"Drafts who may sign what from then on.",
        "ROLE is root, targets, snapshot or timestamp. At first it takes two for the root and one for each other role."})
    int root(@Parameters(paramLabel = "REPO") Path repo,
            @Option(names = "--key", paramLabel = "ROLE=PUBLIC.pem", description = "Whoever has this key may sign for the role.") List<String> keys,
            @Option(names = "--drop", paramLabel = "ROLE=ID", description = "A key may no more; eight characters of its id do.") List<String> drops,
            @Option(names = "--threshold", paramLabel = "ROLE=N", description = "So many have to sign.") List<String> thresholds,
            @Option(names = "--anew", description = "In the place of a draft that somebody has signed.") boolean anew,
            @Option(names = "--days", paramLabel = "N", defaultValue = "365", description = "In force so long (${DEFAULT-VALUE}).") String days)
            throws RefusedException, IOException {
        RepositoryFolder folder = new RepositoryFolder(repo);
        try (FileChannel alone = folder.alone()) {
            RootDraft draft = RootDraft.of(folder, clock.instant(), clock.instant().plus(days("--days", days, 1)), anew);
            for (String change : given(drops)) {
                draft.drop(change);
            }
            for (String change : given(keys)) {
                draft.add(change);
            }
            for (String change : given(thresholds)) {
                draft.threshold(change);
            }
            return keep(folder, draft.whole());
        }
    }

    @Command(name = "add", description = {"Puts a signed release in, and drafts targets that name it.",
        "Without a RELEASE the targets are only drafted anew, to be in force longer. RELEASE.pem verifies it (/etc/ting/release.pem); ota/repo does so"
            + " before this is asked."})
    int add(@Parameters(paramLabel = "REPO") Path repo, @Parameters(paramLabel = "RELEASE", arity = "0..1") Path release,
            @Option(names = "--stick-days", paramLabel = "N", defaultValue = "180",
                    description = "On sticks it may be carried so long (${DEFAULT-VALUE}); 0: never.") String stickDays,
            @Option(names = "--patches", paramLabel = "N", defaultValue = "2", description = "Makes patches that lead to it from so many of the"
                    + " releases before (${DEFAULT-VALUE}), for minutes; takes a gigabyte of memory.") String patches,
            @Option(names = "--days", paramLabel = "N", defaultValue = "365", description = "In force so long (${DEFAULT-VALUE}).") String days)
            throws RefusedException, IOException {
        RepositoryFolder folder = new RepositoryFolder(repo);
        try (FileChannel alone = folder.alone()) {
            TargetsDraft draft = TargetsDraft.of(folder, clock.instant().plus(days("--days", days, 1)));
            if (release != null) {
                Duration stick = days("--stick-days", stickDays, 0);
                FileProgress progress = new FileProgress(err, clock);
                String target = draft.add(release, stick.isZero() ? Optional.empty() : Optional.of(clock.instant().plus(stick)), progress);
                draft.addPatches(target, number("--patches", patches, 0, MOST_PATCHED, "releases"), out, progress);
            }
            return keep(folder, draft.draft());
        }
    }

    @Command(name = "drop", description = {"Drafts targets that name a release no more.",
        "Never the newest for some cabinet. Its files stay until 'prune' finds that nothing in force names them."})
    int drop(@Parameters(paramLabel = "REPO") Path repo, @Parameters(paramLabel = "VERSION") String version,
            @Option(names = "--arch", paramLabel = "ARCH", description = "Only for such machines, as uname -m calls them.") String arch,
            @Option(names = "--days", paramLabel = "N", defaultValue = "365", description = "In force so long (${DEFAULT-VALUE}).") String days)
            throws RefusedException, IOException {
        RepositoryFolder folder = new RepositoryFolder(repo);
        try (FileChannel alone = folder.alone()) {
            TargetsDraft draft = TargetsDraft.of(folder, clock.instant().plus(days("--days", days, 1)));
            draft.drop(version, Optional.ofNullable(arch)).forEach(out::println);
            return keep(folder, draft.draft());
        }
    }

    @Command(name = "prune", description = {"Says which files nothing names any more, with their sizes in bytes; deletes them with --delete.",
        "Named is what the newest targets name, their draft, and what targets name that a snapshot in force names. Where one of these"
            + " cannot be read whole, nothing is deleted."})
    int prune(@Parameters(paramLabel = "REPO") Path repo, @Option(names = "--delete", description = "Deletes them.") boolean delete)
            throws RefusedException, IOException {
        RepositoryFolder folder = new RepositoryFolder(repo);
        try (FileChannel alone = folder.alone()) {
            Pruning pruning = Pruning.of(folder, clock);
            pruning.tell(out);
            if (pruning.isEmpty()) {
                out.println("nothing is here in vain");
            } else if (delete) {
                pruning.delete();
                out.println(pruning.sum() + " were deleted");
            } else {
                out.println(pruning.sum() + " are named by nothing; --delete deletes them");
            }
        }
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "show", description = "Says what is public, what is drafted, who has signed and until when.")
    int show(@Parameters(paramLabel = "REPO|DRAFT") Path shown) throws RefusedException, IOException {
        out.print(Files.isDirectory(shown) ? Summary.of(new RepositoryFolder(shown)) : Summary.of(draft(shown), RepositoryFolder.ofDraft(shown)));
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "payload", hidden = true, description = "Writes the bytes that are to be signed.")
    int payload(@Parameters(paramLabel = "DRAFT") Path draft, @Parameters(paramLabel = "FILE") Path file) throws RefusedException, IOException {
        Files.write(file, draft(draft).payload());
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "attach", hidden = true, description = "Takes a signature.")
    int attach(@Parameters(paramLabel = "DRAFT") Path file, @Parameters(paramLabel = "PUBLIC") Path key, @Parameters(paramLabel = "SIGNATURE") Path signature)
            throws RefusedException, IOException {
        Optional<RepositoryFolder> home = RepositoryFolder.ofDraft(file);
        try (FileChannel alone = home.isPresent() ? home.get().alone() : null) {
            Draft draft = draft(file);
            Holder holder = Holder.read(key);
            Assent.of(draft, home).mustHaveSay(holder);
            draft.attach(holder, Files.readAllBytes(signature));
            new RepositoryFolder(file).replace(file, draft.bytes());
            // Read again as it stands now: a draft of the root is one of those that ask.
            out.print(Summary.of(draft(file), home));
        }
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "prepare", hidden = true, description = "Drafts snapshot and timestamp, with their payloads in WORK/ROLE.payload.")
    int prepare(@Parameters(paramLabel = "REPO") Path repo, @Parameters(paramLabel = "WORK") Path work,
            @Option(names = "--days", paramLabel = "N") String days, @Option(names = "--without-drafts") boolean alone)
            throws RefusedException, IOException {
        RepositoryFolder folder = new RepositoryFolder(repo);
        Duration timestamp = days == null ? TIMESTAMP : days("--days", days, 1);
        // Renewed before it is late: a snapshot outlives several timestamps.
        Duration snapshot = timestamp.multipliedBy(2).compareTo(SNAPSHOT) > 0 ? timestamp.multipliedBy(2) : SNAPSHOT;
        try (FileChannel lock = folder.alone()) {
            Publication publication = new Publication(folder, clock.instant(), !alone);
            try {
                for (String role : publication.prepare(timestamp, snapshot)) {
                    Files.write(work.resolve(role + ".payload"), folder.draft(role).orElseThrow().payload());
                }
            } catch (RefusedException refused) {
                return spare(publication, refused);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "finish", hidden = true, description = "Takes WORK/ROLE.N.sig of the keys WORK/N.pem, and makes public what is drafted.")
    int finish(@Parameters(paramLabel = "REPO") Path repo, @Parameters(paramLabel = "WORK") Path work,
            @Option(names = "--without-drafts") boolean alone) throws RefusedException, IOException {
        RepositoryFolder folder = new RepositoryFolder(repo);
        try (FileChannel lock = folder.alone()) {
            Publication publication = new Publication(folder, clock.instant(), !alone);
            for (int i = 1; i <= MOST_KEYS && Files.exists(work.resolve(i + ".pem")); i++) {
                Holder holder = Holder.read(work.resolve(i + ".pem"));
                for (String role : Publication.QUICK) {
                    Path signature = work.resolve(role + "." + i + ".sig");
                    if (Files.exists(signature)) {
                        publication.sign(role, holder, Files.readAllBytes(signature));
                    }
                }
            }
            try {
                out.println("public: " + publication.finish(work));
            } catch (RefusedException refused) {
                return spare(publication, refused);
            }
            publication.waiting().forEach(out::println);
        }
        return CommandLine.ExitCode.OK;
    }

    /** Tells of a draft that is refused; the script then asks again without it, for kiosks need their timestamp whatever somebody has drafted. */
    private int spare(Publication publication, RefusedException refused) throws RefusedException, IOException {
        String spared = publication.spared();
        if (spared.isEmpty()) {
            throw refused;
        }
        err.println("ting repo: nothing of the draft of " + spared + " was published: " + refused.getMessage());
        return SPARED;
    }

    private int keep(RepositoryFolder folder, Draft draft) throws RefusedException, IOException {
        folder.keepDraft(draft);
        out.print(folder.draftFile(draft.role()) + ": " + Summary.of(draft, Optional.of(folder)));
        return CommandLine.ExitCode.OK;
    }

    private static List<String> given(List<String> changes) {
        return changes == null ? List.of() : changes;
    }

    private static Duration days(String option, String given, int least) throws RefusedException {
        return Duration.ofDays(number(option, given, least, MOST_DAYS, "days"));
    }

    private static int number(String option, String given, int least, int most, String what) throws RefusedException {
        if (!given.matches("0|[1-9][0-9]{0,3}") || Integer.parseInt(given) < least || Integer.parseInt(given) > most) {
            throw new RefusedException(option + " takes a number of " + what + ", from " + least + " to " + most);
        }
        return Integer.parseInt(given);
    }

    private static Draft draft(Path file) throws RefusedException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new RefusedException("there is no " + file);
        }
        return Draft.read(Files.readAllBytes(file), file.toString());
    }
}
