package cn.ting.setup;

import cn.ting.file.WholeFile;
import cn.ting.seal.Digest;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Where wishes are kept, in the data directory: a file a version, and one that says what became of them. A start reads it before anything
 * else, so it needs no ledger. Every step is one rename: whenever the power is cut, the file tells the step before or the one after. Safe
 * for use by any thread.
 */
public final class SetupFolder {

    private static final Logger LOG = Logger.getLogger(SetupFolder.class);

    /** How many versions are kept, the one in force aside. */
    private static final int MOST_KEPT = 5;

    private final Path folder;
    private final Runnable beforeEachStep;
    private boolean trying;
    private SetupState state = SetupState.FIRST;
    private String file = "";

    /** @param folder made with the first wish */
    public SetupFolder(Path folder) {
        this(folder, () -> {});
    }

    /** @param beforeEachStep where a test ends the process: a file is written whole, and not named yet */
    SetupFolder(Path folder, Runnable beforeEachStep) {
        this.folder = folder;
        this.beforeEachStep = beforeEachStep;
    }

    /** A configuration of the platform's that is to be in force now. */
    public record Candidate(long version, String text) {}

    /**
     * Says which configuration this process is to have; called once, by the start.
     *
     * @param technicians the technician's file, as it is now
     * @return empty when it is the technician's
     */
    public synchronized Optional<Candidate> begin(Path technicians) {
        file = digest(technicians).orElse("");
        state = read();
        try {
            if (state.phase() == SetupState.Phase.CHOSEN) {
                // Read first: what cannot be read must not look as if it were in force.
                Optional<String> tried = readable(state.newest());
                if (tried.isPresent()) {
                    become(state.running());
                    trying = true;
                    return Optional.of(new Candidate(state.newest(), tried.get()));
                }
                become(state.reverted("its file cannot be read"));
            }
            if (state.phase() == SetupState.Phase.RUNNING) {
                become(state.reverted("the process that tried it ended"));
            }
            // A file that cannot be read is no technician's word.
            if (state.kept() > 0 && !file.isEmpty() && !state.beside().equals(file)) {
                become(state.dropped("the file on the disk was changed"));
            }
            return state.kept() > 0 ? Optional.of(new Candidate(state.kept(), text(state.kept()))) : Optional.empty();
        } catch (IOException failed) {
            // What cannot be noted must not be tried: it could be tried for ever.
            LOG.errorf("what becomes of the wished configuration cannot be noted, it is not tried: %s", failed);
            return before();
        }
    }

    /** What was in force before the one that was tried, where nothing can be noted; empty when it is the technician's file, or cannot be read. */
    private Optional<Candidate> before() {
        if (state.kept() == 0 || !file.isEmpty() && !state.beside().equals(file)) {
            return Optional.empty();
        }
        return readable(state.kept()).map(text -> new Candidate(state.kept(), text));
    }

    /** True in a process that has the configuration under trial: by no other's link is it proven. */
    synchronized boolean trying() {
        return trying;
    }

    /** A configuration that was to be in force is refused by this release: says which one is, instead. */
    public synchronized Optional<Candidate> refused(Candidate candidate, String why) {
        try {
            if (state.phase() == SetupState.Phase.RUNNING && candidate.version() == state.newest()) {
                become(state.reverted(why));
                return state.kept() > 0 ? Optional.of(new Candidate(state.kept(), text(state.kept()))) : Optional.empty();
            }
            become(state.dropped(why));
        } catch (IOException failed) {
            LOG.errorf("the wished configuration cannot be looked after: %s", failed);
        }
        return Optional.empty();
    }

    synchronized SetupState state() {
        return state;
    }

    /** Takes up a wish that is good; its file is on the disk before the state names it. */
    synchronized void wished(long version, String text) throws IOException {
        Files.createDirectories(folder);
        replace(path(version), text);
        become(state.wished(version));
        forget();
    }

    synchronized void refused(long version, String why) throws IOException {
        Files.createDirectories(folder);
        become(state.refused(version, why));
    }

    synchronized void chosen() throws IOException {
        become(state.chosen());
    }

    synchronized void reverted(String why) throws IOException {
        become(state.reverted(why));
    }

    /** Notes when a wish that was taken back was first seen to be. */
    synchronized void seenReverted(LocalDateTime at) throws IOException {
        become(state.seenReverted(at));
    }

    /** Beside the technician's file as it was at the start: one that was changed since is noticed by the next. */
    synchronized void kept() throws IOException {
        become(state.kept(file));
    }

    private void become(SetupState next) throws IOException {
        Properties written = new Properties();
        written.setProperty("newest", Long.toString(next.newest()));
        written.setProperty("tries", Integer.toString(next.tries()));
        written.setProperty("phase", next.phase().name());
        written.setProperty("cause", next.cause());
        written.setProperty("kept", Long.toString(next.kept()));
        written.setProperty("beside", next.beside());
        next.revertedAt().ifPresent(at -> written.setProperty("revertedAt", at.toString()));
        StringWriter text = new StringWriter();
        written.store(text, null);
        replace(folder.resolve("state"), text.toString());
        state = next;
    }

    private SetupState read() {
        Path path = folder.resolve("state");
        if (!Files.exists(path)) {
            return SetupState.FIRST;
        }
        try {
            Properties read = new Properties();
            read.load(new StringReader(Files.readString(path)));
            return new SetupState(Long.parseLong(read.getProperty("newest")), Integer.parseInt(read.getProperty("tries")),
                    SetupState.Phase.valueOf(read.getProperty("phase")), read.getProperty("cause"),
                    Long.parseLong(read.getProperty("kept")), read.getProperty("beside"),
                    Optional.ofNullable(read.getProperty("revertedAt")).map(LocalDateTime::parse));
        } catch (IOException | IllegalArgumentException | DateTimeException | NullPointerException damaged) {
            LOG.errorf("what became of wished configurations is not known any more, the file on the disk is in force: %s", damaged);
            return SetupState.FIRST;
        }
    }

    private void forget() throws IOException {
        List<Path> versions;
        try (Stream<Path> all = Files.list(folder)) {
            versions = all.filter(file -> file.getFileName().toString().matches("\\d{1,18}\\.yaml"))
                    .filter(file -> version(file) != state.kept())
                    .sorted(Comparator.comparing(SetupFolder::version).reversed())
                    .skip(MOST_KEPT)
                    .toList();
        }
        for (Path old : versions) {
            Files.delete(old);
        }
    }

    private static long version(Path file) {
        return Long.parseLong(file.getFileName().toString().replace(".yaml", ""));
    }

    private Path path(long version) {
        return folder.resolve(version + ".yaml");
    }

    private String text(long version) throws IOException {
        return Files.readString(path(version));
    }

    private Optional<String> readable(long version) {
        try {
            return Optional.of(text(version));
        } catch (IOException unreadable) {
            LOG.errorf("the wished configuration of version %d cannot be read: %s", version, unreadable);
            return Optional.empty();
        }
    }

    private static Optional<String> digest(Path file) {
        try {
            return Optional.of(Digest.sha256Hex(Files.readAllBytes(file)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private void replace(Path target, String text) throws IOException {
        WholeFile.replace(target, text, beforeEachStep);
    }
}
