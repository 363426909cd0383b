package cn.ting.slots;

import cn.ting.seal.Digest;
import cn.ting.slots.SlotsException.Why;
import cn.ting.tuf.Source;
import cn.ting.tuf.TufException;
import cn.ting.tuf.Updater;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A repository in a directory: a technician's stick, or one that was unpacked. {@code metadata/} as The Update Framework has it,
 * {@code targets/}, and {@code files/} by their SHA-256.
 *
 * <p>A stick is made once and carried for weeks, so whether its metadata has expired is judged by the moment it was made, which its timestamp
 * says under its signature ({@code made}). How long a release may be carried is signed with it ({@code stickUntil}).
 */
public final class Stick {

    private static final int MOST_TIMESTAMP_BYTES = 16 * 1024;
    private static final int MOST_FILES = 50_000;

    /** The stick itself cannot be read, and nothing on this machine is why. */
    public static final class UnreadableException extends IOException {

        private static final long serialVersionUID = 1L;

        UnreadableException(IOException failed) {
            super(failed.toString(), failed);
        }
    }

    /** How far a stick's moment may be ahead of a clock that is right. */
    private static final Duration SKEW = Duration.ofDays(1);

    private final Path directory;
    private final byte[] timestamp;
    private final Instant made;

    private Stick(Path directory, byte[] timestamp, Instant made) {
        this.directory = directory;
        this.timestamp = timestamp;
        this.made = made;
    }

    /** The name of what is there, which changes with it; empty when there is no repository. */
    public static Optional<String> name(Path directory) throws SlotsException, IOException {
        return timestamp(directory).map(Digest::sha256Hex);
    }

    private static Optional<byte[]> timestamp(Path directory) throws SlotsException, IOException {
        return Slots.read(directory.resolve("metadata").resolve("timestamp.json"), MOST_TIMESTAMP_BYTES);
    }

    /**
     * Reads what is there; nothing of it is believed yet.
     *
     * @throws UnreadableException when it cannot be read
     */
    public static Stick open(Path directory) throws SlotsException, UnreadableException {
        try {
            return open(directory, MOST_FILES);
        } catch (IOException failed) {
            throw new UnreadableException(failed);
        }
    }

    static Stick open(Path directory, int most) throws SlotsException, IOException {
        int files = 0;
        for (String part : List.of("metadata", "targets", "files")) {
            Path below = directory.resolve(part);
            if (Files.exists(below, LinkOption.NOFOLLOW_LINKS)) {
                for (Map.Entry<String, BasicFileAttributes> found : SlotCheck.all(below, most + 1 - files).entrySet()) {
                    if (!found.getValue().isDirectory() && !found.getValue().isRegularFile()) {
                        throw new SlotsException(Why.LINK, part + "/" + found.getKey());
                    }
                    if (++files > most) {
                        throw new SlotsException(Why.EXTRA, "more than " + most + " files");
                    }
                }
            }
        }
        byte[] timestamp = timestamp(directory).orElseThrow(() -> new SlotsException(Why.NO_RELEASE, "there is no timestamp.json"));
        try {
            String made = new ObjectMapper().readTree(timestamp).path("signed").path("made").asText();
            return new Stick(directory, timestamp, Instant.parse(made));
        } catch (IOException | DateTimeException undated) {
            throw new SlotsException(Why.UNDATED, "its timestamp does not say when it was made");
        }
    }

    /** The files by their SHA-256; with an {@link UnreadableException} where one cannot be read. */
    public Source files() {
        Folder files = new Folder(directory.resolve("files"));
        return path -> {
            try {
                return files.open(path).map(Stick::ofStick);
            } catch (IOException failed) {
                throw new UnreadableException(failed);
            }
        };
    }

    private static InputStream ofStick(InputStream file) {
        return new FilterInputStream(file) {
            @Override
            public int read(byte[] block, int from, int most) throws UnreadableException {
                try {
                    return super.read(block, from, most);
                } catch (IOException failed) {
                    throw new UnreadableException(failed);
                }
            }
        };
    }

    /**
     * Finds the newest release for this cabinet.
     *
     * @param trusted folder of trusted metadata
     * @param fetching a folder for the two small files
     * @param now the moment by which what may be carried is judged: never before the newest signed moment that was seen
     * @param right what time it is by a clock that somebody has confirmed; empty where nobody has
     * @param signed told when the metadata was signed, once it is trusted
     * @return empty when the newest one is committed already, and serves
     */
    public Optional<Found> find(Slots slots, ReleaseKey key, Cabinet cabinet, Path trusted, Path fetching, Instant now, Optional<Instant> right,
            Supplier<Duration> uptime, Found.Signed signed) throws SlotsException, TufException, IOException {
        if (right.filter(time -> made.isAfter(time.plus(SKEW))).isPresent()) {
            throw new SlotsException(Why.UNDATED, "it says it was made at " + made);
        }
        Release committed = slots.committed().orElseThrow(() -> new SlotsException(Why.POINTER, "nothing is committed"));
        Source metadata = new Folder(directory.resolve("metadata"));
        Updater updater = new Updater(trusted, path -> path.equals("timestamp.json") ? held() : metadata.open(path),
                new Folder(directory.resolve("targets")), () -> made, uptime);
        Repository.refresh(updater, signed);
        Release serving = slots.serving().orElse(committed);
        Optional<Offer> chosen = cabinet.choose(Repository.offers(updater), committed, serving);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        Offer offer = chosen.get();
        Instant latest = right.isPresent() || now.isAfter(made) ? now : made;
        if (offer.stickUntil().filter(until -> until.isAfter(latest)).isEmpty()) {
            throw new SlotsException(Why.STALE, offer.target() + " was to be carried until " + offer.stickUntil().map(Instant::toString).orElse("never"));
        }
        return Repository.fetch(updater, offer, key, fetching).inPlaceOf(committed, serving);
    }

    /** The bytes whose moment was read are the ones that are verified: a stick may answer otherwise the second time. */
    private Optional<InputStream> held() {
        return Optional.of(new ByteArrayInputStream(timestamp));
    }
}
