package cn.ting.press;

import cn.ting.time.SystemClock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code ota/repo} calls; its words are that script's, and for nobody else. Ends with 0 when it is done, with 1 and one sentence on
 * standard error when it is refused, with 2 when it was asked for in another way.
 *
 * <pre>
 * root REPO [--key ROLE=FILE] [--drop ROLE=ID] [--threshold ROLE=N] [--days N]     drafts the next root
 * add REPO [RELEASE] [--stick-days N] [--days N]                                   drafts the next targets
 * payload DRAFT FILE              writes the bytes that are to be signed
 * attach DRAFT PUBLIC SIGNATURE   takes a signature
 * prepare REPO WORK [--days N]    drafts snapshot and timestamp, with their payloads in WORK/ROLE.payload
 * finish REPO WORK                takes WORK/ROLE.N.sig of the keys WORK/N.pem, and makes public what is drafted
 * show REPO|DRAFT
 * </pre>
 */
public final class Press {

    private static final Set<String> OPTIONS = Set.of("--key", "--drop", "--threshold", "--days", "--stick-days");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration STICK = Duration.ofDays(180);
    private static final Duration TIMESTAMP = Duration.ofDays(7);
    private static final Duration SNAPSHOT = Duration.ofDays(30);
    private static final int MOST_DAYS = 3650;
    private static final int MOST_KEYS = 20;

    private final Map<String, List<String>> options = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private final InstantSource clock;

    Press(InstantSource clock, String... arguments) {
        this.clock = clock;
        for (int i = 0; i < arguments.length; i++) {
            if (OPTIONS.contains(arguments[i]) && i + 1 < arguments.length) {
                options.computeIfAbsent(arguments[i], option -> new ArrayList<>()).add(arguments[++i]);
            } else {
                words.add(arguments[i]);
            }
        }
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(new Press(new SystemClock(), arguments).run(out, err));
    }

    int run(PrintStream out, PrintStream err) {
        try {
            return done(out) ? 0 : 2;
        } catch (RefusedException refused) {
            err.println("ting repo: " + refused.getMessage());
        } catch (IOException | UncheckedIOException | InvalidPathException failed) {
            err.println("ting repo: " + failed);
        }
        return 1;
    }

    private boolean done(PrintStream out) throws RefusedException, IOException {
        String command = words.isEmpty() ? "" : words.get(0);
        switch (command + words.size()) {
            case "root2" -> root(folder(), out);
            case "add2", "add3" -> add(folder(), out);
            case "payload3" -> Files.write(path(2), draft(path(1)).payload());
            case "attach4" -> attach(path(1), out);
            case "prepare3" -> prepare(folder(), path(2));
            case "finish3" -> finish(folder(), path(2), out);
            case "show2" -> out.print(Files.isDirectory(path(1)) ? Summary.of(folder()) : Summary.of(draft(path(1))));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void root(RepositoryFolder folder, PrintStream out) throws RefusedException, IOException {
        RootDraft draft = RootDraft.of(folder, clock.instant().plus(days("--days", YEAR)));
        for (String change : options.getOrDefault("--drop", List.of())) {
            draft.drop(change);
        }
        for (String change : options.getOrDefault("--key", List.of())) {
            draft.add(change);
        }
        for (String change : options.getOrDefault("--threshold", List.of())) {
            draft.threshold(change);
        }
        keep(folder, draft.whole(), out);
    }

    private void add(RepositoryFolder folder, PrintStream out) throws RefusedException, IOException {
        TargetsDraft draft = TargetsDraft.of(folder, clock.instant().plus(days("--days", YEAR)));
        if (words.size() == 3) {
            Duration stick = days("--stick-days", STICK);
            draft.add(path(2), stick.isZero() ? Optional.empty() : Optional.of(clock.instant().plus(stick)));
        }
        keep(folder, draft.draft(), out);
    }

    private static void keep(RepositoryFolder folder, Draft draft, PrintStream out) throws IOException {
        folder.keepDraft(draft);
        out.print(folder.draftFile(draft.role()) + ": " + Summary.of(draft));
    }

    private void attach(Path file, PrintStream out) throws RefusedException, IOException {
        Draft draft = draft(file);
        draft.attach(Holder.read(path(2)), Files.readAllBytes(path(3)));
        new RepositoryFolder(file).replace(file, draft.bytes());
        out.print(Summary.of(draft));
    }

    private void prepare(RepositoryFolder folder, Path work) throws RefusedException, IOException {
        Duration timestamp = days("--days", TIMESTAMP);
        // Renewed before it is late: a snapshot outlives several timestamps.
        Duration snapshot = timestamp.multipliedBy(2).compareTo(SNAPSHOT) > 0 ? timestamp.multipliedBy(2) : SNAPSHOT;
        for (String role : new Publication(folder, clock.instant()).prepare(timestamp, snapshot)) {
            Files.write(work.resolve(role + ".payload"), folder.draft(role).orElseThrow().payload());
        }
    }

    private void finish(RepositoryFolder folder, Path work, PrintStream out) throws RefusedException, IOException {
        Publication publication = new Publication(folder, clock.instant());
        for (int i = 1; i <= MOST_KEYS && Files.exists(work.resolve(i + ".pem")); i++) {
            Holder holder = Holder.read(work.resolve(i + ".pem"));
            for (String role : Publication.QUICK) {
                Path signature = work.resolve(role + "." + i + ".sig");
                if (Files.exists(signature)) {
                    publication.sign(role, holder, Files.readAllBytes(signature));
                }
            }
        }
        out.println("public: " + publication.finish(work));
        String waiting = publication.waiting();
        out.print(waiting.isEmpty() ? "" : waiting + "\n");
    }

    private Duration days(String option, Duration otherwise) throws RefusedException {
        List<String> given = options.getOrDefault(option, List.of());
        if (given.isEmpty()) {
            return otherwise;
        }
        if (given.size() > 1 || !given.get(0).matches("0|[1-9][0-9]{0,3}") || Integer.parseInt(given.get(0)) > MOST_DAYS) {
            throw new RefusedException(option + " takes a number of days, up to " + MOST_DAYS);
        }
        return Duration.ofDays(Integer.parseInt(given.get(0)));
    }

    private RepositoryFolder folder() {
        return new RepositoryFolder(path(1));
    }

    private Path path(int word) {
        return Path.of(words.get(word));
    }

    private static Draft draft(Path file) throws RefusedException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new RefusedException("there is no " + file);
        }
        return Draft.read(Files.readAllBytes(file), file.toString());
    }
}
