package cn.ting.slots;

import cn.ting.slots.SlotsException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The directory of the two slots, and the small files beside them. Nothing is kept in memory: the launcher writes there too, between two
 * processes. For one thread at a time.
 */
public final class Slots {

    private static final int MOST_BYTES = 512;
    private static final int MOST_OUTCOME_BYTES = 64 * 1024;
    private static final int MOST_JOURNAL_BYTES = 64 * 1024;

    private final Path root;
    private final Disk disk;
    private final Optional<String> runsFrom;

    /** Of a process that runs from the committed slot, or from none. */
    public Slots(Path root, Disk disk) {
        this(root, disk, Optional.empty());
    }

    /** @param runsFrom the slot that this process runs from, as the launcher says it; empty where it does not */
    public Slots(Path root, Disk disk, Optional<String> runsFrom) {
        this.root = root;
        this.disk = disk;
        this.runsFrom = runsFrom;
    }

    /** The directory of it all, {@code TING_SLOTS}. */
    public Path root() {
        return root;
    }

    /** Where everything here is written. */
    public Disk disk() {
        return disk;
    }

    /** What starts; empty where nothing was ever committed. */
    public Optional<Release> committed() throws SlotsException, IOException {
        return pointer("committed", Release::read);
    }

    /** What was committed before that and is still whole, as far as anybody knows. */
    public Optional<Release> previous() throws SlotsException, IOException {
        return pointer("previous", Release::read);
    }

    /**
     * What serves: the committed release; or the one before, where the launcher went back to it because the committed one is damaged. What may
     * be newer than it is held to the committed one all the same.
     */
    public Optional<Release> serving() throws SlotsException, IOException {
        Optional<Release> committed = committed();
        Optional<Release> before = committed.isPresent() ? fallback() : Optional.empty();
        return before.isPresent() ? before : committed;
    }

    /** The release before, where it serves in the place of the committed one; also where nobody can say any more what is committed. */
    public Optional<Release> fallback() throws SlotsException, IOException {
        Optional<Release> committed;
        try {
            committed = committed();
        } catch (SlotsException torn) {
            committed = Optional.empty();
        }
        if (runsFrom.isEmpty() || committed.filter(release -> release.slot().equals(runsFrom.get())).isPresent()) {
            return Optional.empty();
        }
        return previous().filter(release -> release.slot().equals(runsFrom.get()));
    }

    /** What starts instead. */
    public Optional<Trial> trial() throws SlotsException, IOException {
        return pointer("trial", Trial::read);
    }

    /** What the launcher did, oldest first; lines that are none are left out. */
    public List<Outcome> outcomes() throws SlotsException, IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (String line : read("outcomes", MOST_OUTCOME_BYTES).orElse("").split("\n")) {
            Outcome.read(line).ifPresent(outcomes::add);
        }
        return outcomes;
    }

    /** What a technician brought by hand last; empty where nothing was, or where it is not understood. */
    public Optional<Brought> brought() throws IOException {
        try {
            return read(root.resolve("brought"), MOST_BYTES, disk).map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip()).flatMap(Brought::read);
        } catch (SlotsException odd) {
            return Optional.empty();
        }
    }

    /** What the kiosk notes of an update, for the process after this one; the launcher does not read it. */
    public Optional<byte[]> journal() throws SlotsException, IOException {
        return read(root.resolve("journal"), MOST_JOURNAL_BYTES, disk);
    }

    /** Replaces that note whole. */
    public void keepJournal(byte[] note) throws IOException {
        disk.replace(root.resolve("journal"), note);
    }

    /** The slot that nothing serves from, into which a release may come. */
    public String free() throws SlotsException, IOException {
        Release serving = serving().orElseThrow(() -> new SlotsException(Why.POINTER, "nothing is committed"));
        return serving.slot().equals("a") ? "b" : "a";
    }

    /** The directory of a slot. */
    public Path directory(String slot) {
        return root.resolve(slot);
    }

    /** False where a slot was emptied, or another release stands in it; what is only damaged is for {@link SlotCheck} to find. */
    public boolean mayHold(Release release) throws IOException {
        try {
            Optional<byte[]> text = read(directory(release.slot()).resolve(Manifest.NAME), Manifest.MOST_BYTES);
            if (text.isEmpty()) {
                return false;
            }
            Manifest found = Manifest.parse(text.get());
            return found.counter() == release.counter() && found.version().equals(release.version());
        } catch (SlotsException damaged) {
            return true;
        }
    }

    /** Has a release start instead of the committed one, the next time something is started. */
    public void arm(Trial trial) throws IOException {
        disk.replace(root.resolve("trial"), line(trial.line()));
    }

    /** Has the committed release start again. */
    public void disarm() throws IOException {
        disk.delete(root.resolve("trial"));
        disk.forceDirectory(root);
    }

    /** Commits what is on trial; a cut in between is finished by the next call. Harmless when nothing is on trial. */
    public void commit() throws SlotsException, IOException {
        Optional<Trial> trial = trial();
        if (trial.isEmpty()) {
            return;
        }
        Release next = trial.get().release();
        Release now = committed().orElseThrow(() -> new SlotsException(Why.POINTER, "nothing is committed"));
        if (!now.manifest().equals(next.manifest())) {
            // Where it came in place of a damaged one, that is no way back; the one that served meanwhile stays it.
            if (!now.slot().equals(next.slot())) {
                disk.replace(root.resolve("previous"), line(now.line()));
            }
            disk.replace(root.resolve("committed"), line(next.line()));
        }
        disarm();
    }

    /** Finishes a commit that was cut short after it counted. */
    public void finishCommit() throws SlotsException, IOException {
        Optional<Trial> trial = trial();
        if (trial.isPresent() && committed().filter(now -> now.manifest().equals(trial.get().release().manifest())).isPresent()) {
            disarm();
        }
    }

    /** Forgets what was committed before where it stands in this slot, which is about to be written over. */
    void forgetPreviousIn(String slot) throws IOException {
        boolean named;
        try {
            named = previous().filter(before -> !before.slot().equals(slot)).isEmpty();
        } catch (SlotsException tampered) {
            named = true;
        }
        if (named) {
            disk.delete(root.resolve("previous"));
            disk.forceDirectory(root);
        }
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private <T> Optional<T> pointer(String name, Function<String, Optional<T>> reader) throws SlotsException, IOException {
        Optional<String> text = read(name, MOST_BYTES);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> read = text.get().endsWith("\n") ? reader.apply(text.get().substring(0, text.get().length() - 1)) : Optional.empty();
        if (read.isEmpty()) {
            throw tampered(name);
        }
        return read;
    }

    private static SlotsException tampered(String name) {
        return new SlotsException(Why.POINTER, name + " is torn or was tampered with");
    }

    private Optional<String> read(String name, int most) throws SlotsException, IOException {
        try {
            return read(root.resolve(name), most, disk).map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (SlotsException odd) {
            throw tampered(name);
        }
    }

    /** The bytes of a plain file; empty where nothing stands. Nothing is read through a link or out of a pipe. */
    static Optional<byte[]> read(Path file, int most) throws SlotsException, IOException {
        return read(file, most, new Disk());
    }

    private static Optional<byte[]> read(Path file, int most, Disk disk) throws SlotsException, IOException {
        BasicFileAttributes kind;
        try {
            kind = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        if (!kind.isRegularFile()) {
            throw new SlotsException(Why.LINK, file.getFileName() + " is no file");
        }
        try (InputStream in = disk.read(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new SlotsException(Why.TOO_LONG, file.getFileName() + " has more than " + most + " bytes");
            }
            return Optional.of(bytes);
        }
    }
}
