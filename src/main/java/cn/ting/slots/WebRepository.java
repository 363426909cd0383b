package cn.ting.slots;

import cn.ting.http.Patience;
import cn.ting.http.ServerTrust;
import cn.ting.slots.SlotsException.Why;
import cn.ting.time.KioskClock;
import cn.ting.tuf.FileEntry;
import cn.ting.tuf.HttpSource;
import cn.ting.tuf.Source;
import cn.ting.tuf.TufException;
import cn.ting.tuf.Updater;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A repository on a server. Metadata has to be in force now; nothing else of the server is believed than what is signed. */
public final class WebRepository {

    /** Says whether what is being fetched is wanted still. */
    @FunctionalInterface
    public interface Wanted {
        /** Asked before every block, so it has to answer at once nearly always. */
        boolean still();

        /**
         * So many bytes more came: who is in no hurry waits here, which is not held against the server.
         *
         * @throws IOException when that wait is broken off
         */
        default void came(int bytes) throws IOException {}

        /**
         * What follows takes seconds of the processor, and nothing of the line: who is in no hurry waits here.
         *
         * @throws IOException as {@link #came}
         * @throws SlotsException when it is not wanted any more
         */
        default void reckons() throws SlotsException, IOException {}
    }

    private final String base;
    private final ServerTrust trust;
    private final Path fetching;
    private final KioskClock clock;

    /**
     * @param base {@code metadata/}, {@code targets/} and {@code files/} are below it
     * @param trust whom to believe to be its server; what it shows is held to its signatures whoever shows it
     * @param fetching a folder for what is on its way
     * @param clock by which what is slow is given up
     */
    public WebRepository(URI base, ServerTrust trust, Path fetching, KioskClock clock) {
        this.base = base.toString().replaceAll("/+$", "");
        this.trust = trust;
        this.fetching = fetching;
        this.clock = clock;
    }

    /**
     * Finds the release of that target.
     *
     * @param now the moment by which metadata has expired or not
     * @param signed told when the metadata was signed, once it is trusted
     * @return empty when it is committed already, and serves
     */
    public Optional<Found> find(String target, Slots slots, ReleaseKey key, Cabinet cabinet, Path trusted, Instant now, Found.Signed signed)
            throws SlotsException, TufException, IOException {
        Release committed = slots.committed().orElseThrow(() -> new SlotsException(Why.POINTER, "nothing is committed"));
        Updater updater = new Updater(
                trusted, new HttpSource(base + "/metadata", trust, clock), new HttpSource(base + "/targets", trust, clock), () -> now, clock::uptime);
        Repository.refresh(updater, signed);
        Optional<FileEntry> entry = updater.target(target);
        Optional<Offer> named = entry.isPresent() ? Offer.read(target, entry.get()) : Optional.empty();
        Release serving = slots.serving().orElse(committed);
        Optional<Offer> chosen = cabinet.choose(named.map(List::of).orElse(List.of()), committed, serving);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        Optional<Found> found = Repository.fetch(updater, chosen.get(), key, fetching).inPlaceOf(committed, serving);
        return found.isEmpty() ? found : Optional.of(found.get().with(Repository.patches(updater, chosen.get(), fetching)));
    }

    /**
     * Fetches the files of a release that are not here yet, as patches where there are any, going on with what came before; what is for no
     * file of these is deleted.
     *
     * @throws SlotsException also when there is no room, or when they are not wanted any more; what came by then stays
     */
    public void fetch(Found found, Installer installer, Wanted wanted) throws SlotsException, IOException {
        Set<String> ofUse = new HashSet<>();
        found.manifest().files().forEach(file -> ofUse.addAll(names(file.sha256())));
        found.patches().patches().forEach(patch -> ofUse.addAll(names(patch.sha256())));
        // Before the room is looked for that it takes.
        clear(ofUse);
        wanted.reckons();
        List<Manifest.Entry> files = installer.missing(found.manifest(), found.patches(), fetching);
        Patience patience = new Patience(clock);
        ShortWay shorter = new ShortWay(found.patches(), installer.servingFiles(), base, trust, patience, wanted);
        Files.createDirectories(fetching);
        Set<String> kept = new HashSet<>();
        for (Manifest.Entry file : files) {
            kept.addAll(names(file.sha256()));
            shorter.to(file).forEach(patch -> kept.addAll(names(patch.sha256())));
        }
        clear(kept);
        for (Manifest.Entry file : files) {
            Path whole = fetching.resolve(file.sha256());
            if (!SlotCheck.isWhole(whole, file) && !shorter.bring(file, whole)) {
                new Download(URI.create(base + "/files/" + file.sha256()), trust, file, whole, patience, wanted).run();
            }
        }
    }

    /** What something of that SHA-256 is called here, whole and on its way. */
    private static List<String> names(String sha256) {
        return List.of(sha256, sha256 + Download.PART);
    }

    /** Deletes all that came. */
    public void clear() throws IOException {
        clear(Set.of());
    }

    /** How many bytes of files are here, whole or on their way. */
    public long here() throws IOException {
        long bytes = 0;
        if (Files.isDirectory(fetching)) {
            try (Stream<Path> all = Files.list(fetching)) {
                for (Path path : all.toList()) {
                    bytes += Files.size(path);
                }
            }
        }
        return bytes;
    }

    private void clear(Set<String> kept) throws IOException {
        if (Files.isDirectory(fetching)) {
            try (Stream<Path> all = Files.list(fetching)) {
                for (Path path : all.filter(one -> !kept.contains(one.getFileName().toString())).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    /** What was fetched, by SHA-256. */
    public Source files() {
        return new Folder(fetching);
    }
}
