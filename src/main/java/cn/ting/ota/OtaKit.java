package cn.ting.ota;

import cn.ting.condition.Conditions;
import cn.ting.http.Pace;
import cn.ting.seal.Digest;
import cn.ting.slots.Cabinet;
import cn.ting.slots.Installer;
import cn.ting.slots.ReleaseKey;
import cn.ting.slots.Slots;
import cn.ting.time.KioskClock;
import cn.ting.trial.Journal;
import cn.ting.trial.UpdateTeller;
import cn.ting.tuf.Signers;
import cn.ting.tuf.TufException.Why;
import cn.ting.tuf.TufException;
import cn.ting.tuf.Updater;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What every way of a release into the free slot goes with: one verifier, one journal, one who tells. */
record OtaKit(OtaSettings settings, OtaPlaces places, Slots slots, ReleaseKey key, Journal journal, UpdateTeller teller, Bringing bringing, Cabinet cabinet,
        Pace pace, InstantSource anchored, SignedTime signed, KioskClock clock) {

    private static final long KILOBYTE = 1_000;
    private static final long MEGABYTE = 1_000_000;

    /**
     * @param serving whether somebody is served now: what is brought here makes way then
     * @param anchored what time it is at least, by what the platform signed elsewhere
     * @param conditions where it is told that something was signed by a clock that was wrong
     */
    static OtaKit of(OtaSettings settings, OtaPlaces places, Slots slots, Cabinet cabinet, UpdateTeller teller, BooleanSupplier serving,
            InstantSource anchored, Conditions conditions, KioskClock clock) {
        Journal journal = new Journal(slots);
        return new OtaKit(settings, places, slots, new ReleaseKey(places.releaseKey()), journal, teller, new Bringing(journal, teller), cabinet,
                new Pace(settings.fetchRate() * KILOBYTE, serving, clock), anchored,
                new SignedTime(journal, () -> Signers.of(places.metadata()), conditions, clock), clock);
    }

    /**
     * The moment by which what is signed has expired or not: by no clock, whoever confirms it, before the newest moment that something was signed at.
     * It would be set back for nothing else than to have what is old pass for young.
     */
    Instant now() {
        return Stream.of(clock.instant(), anchored.instant(), signed.newest()).max(Instant::compareTo).orElseThrow();
    }

    Installer installer() {
        return new Installer(slots, key, settings.reserve() * MEGABYTE);
    }

    /** A folder for what is on its way. */
    Path fetching() {
        return slots.root().resolve("fetching");
    }

    /**
     * The folder of trusted metadata of the platform's repository, of its mirrors and of sticks, which begins with the root that came with the
     * machine.
     *
     * @throws TufException when that cannot be read where it is needed
     */
    Path trusted() throws TufException, IOException {
        return begun(places.metadata(), places.firstRoot());
    }

    /**
     * The folder of trusted metadata that belongs to a place: two repositories count their versions each for itself, so that in one folder each
     * would make the other look set back. Of another repository it is kept by its first root; where another root is named, one begins anew.
     *
     * @throws TufException when the first root cannot be read
     */
    Path trusted(Origin origin) throws TufException, IOException {
        if (origin.ownRoot().isEmpty()) {
            return trusted();
        }
        Path others = places.metadata().resolveSibling(places.metadata().getFileName() + "-hawkbit");
        Path own = others.resolve(Digest.sha256Hex(read(origin.ownRoot().get())));
        if (Files.notExists(own) && Files.isDirectory(others)) {
            deleteAll(others);
        }
        return begun(own, origin.ownRoot().get());
    }

    /**
     * Begun anew also where the disk lost some of the root: from a copy, which is as new as the last look, or where that is lost too from the
     * first one, from which every later one is found again. The rest of the folder stays. Of an older root, keys that were exchanged since
     * would count again for whoever keeps the later ones back.
     */
    private static Path begun(Path folder, Path firstRoot) throws TufException, IOException {
        Path copy = folder.resolveSibling(folder.getFileName() + "-copy");
        Optional<byte[]> root = Updater.root(folder);
        Optional<byte[]> copied = Updater.root(copy);
        if (root.isEmpty()) {
            Updater.initialize(folder, copied.isPresent() ? copied.get() : read(firstRoot));
        } else if (copied.isEmpty() || !Arrays.equals(root.get(), copied.get())) {
            Updater.initialize(copy, root.get());
        }
        return folder;
    }

    /** A file of this machine's that somebody has to bring: no server is to blame, and to wait for it mends nothing. */
    private static byte[] read(Path firstRoot) throws TufException {
        try {
            return Files.readAllBytes(firstRoot);
        } catch (IOException unreadable) {
            throw new TufException(Why.UNINITIALIZED, "the first root " + firstRoot + " cannot be read: " + unreadable.getClass().getSimpleName(), unreadable);
        }
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
