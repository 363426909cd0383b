package cn.ting.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;

/**
 * Where a damaged ledger is kept, whole and for ever: {@code quarantine/N/} beside it. Nothing here is deleted; a person carries it away.
 *
 * <p>The road from the damaged file to the salvaged one is written down in a marker before each turn, so that a power cut on the way leads
 * to the same place: {@code N} while the new ledger is made from what lies in quarantine, {@code N made} while it is put in its place.
 */
final class Quarantine {

    /** More are not kept apart: a disk that damages a ledger every day needs a person, not more copies. */
    private static final int MOST = 99;

    private static final List<String> PARTS = List.of("", "-wal", "-shm");
    private static final String MADE = " made";

    private final Path ledger;
    private final Path directory;
    private final Path marker;
    private final Path made;

    Quarantine(Path ledger) {
        this.ledger = ledger.toAbsolutePath();
        this.directory = this.ledger.resolveSibling("quarantine");
        this.marker = sibling(".salvaging");
        this.made = sibling(".made");
    }

    /** Makes a new ledger from a damaged one. */
    @FunctionalInterface
    interface Salvager {
        void salvage(Path damaged, Path made) throws IOException, SQLException;
    }

    /** How many damaged ledgers lie here. */
    int size() throws IOException {
        return Files.isDirectory(directory) ? newest() : 0;
    }

    /** Puts the ledger in quarantine and a salvaged one in its place. */
    void isolate(Salvager salvager) throws IOException, SQLException {
        Files.createDirectories(directory);
        int number = newest() + 1;
        if (number > MOST) {
            throw new IOException("there is no room for another ledger in " + directory);
        }
        Path place = directory.resolve(String.valueOf(number));
        Path filling = directory.resolve(number + ".filling");
        Files.createDirectories(filling);
        for (String part : PARTS) {
            if (Files.exists(sibling(part))) {
                keep(sibling(part), filling.resolve("ledger.db" + part));
            }
        }
        sync(filling);
        Files.move(filling, place, StandardCopyOption.ATOMIC_MOVE);
        sync(directory);
        mark(String.valueOf(number));
        resume(salvager);
    }

    /** Goes on where a salvage was interrupted; nothing to do on every other day. */
    void resume(Salvager salvager) throws IOException, SQLException {
        if (!Files.exists(marker)) {
            return;
        }
        String mark = Files.readString(marker, StandardCharsets.UTF_8);
        if (!mark.endsWith(MADE)) {
            Files.deleteIfExists(sibling("-wal"));
            Files.deleteIfExists(sibling("-shm"));
            Files.deleteIfExists(ledger);
            make(directory.resolve(mark), salvager);
            mark(mark + MADE);
        }
        if (Files.exists(made)) {
            Files.move(made, ledger, StandardCopyOption.ATOMIC_MOVE);
            sync(ledger.getParent());
        }
        Files.deleteIfExists(marker);
        sync(ledger.getParent());
    }

    /** The copy is worked on, for opening a damaged file changes it; both copy and half-made ledger may be left of a former try. */
    private void make(Path quarantined, Salvager salvager) throws IOException, SQLException {
        for (String part : PARTS) {
            Files.deleteIfExists(sibling(".made" + part));
            Files.deleteIfExists(sibling(".copy" + part));
        }
        for (String part : List.of("", "-wal")) {
            Path kept = quarantined.resolve("ledger.db" + part);
            if (Files.exists(kept)) {
                Files.copy(kept, sibling(".copy" + part));
            }
        }
        salvager.salvage(sibling(".copy"), made);
        sync(made);
        for (String part : PARTS) {
            Files.deleteIfExists(sibling(".copy" + part));
        }
        sync(ledger.getParent());
    }

    private int newest() throws IOException {
        int newest = 0;
        try (DirectoryStream<Path> kept = Files.newDirectoryStream(directory, "[1-9]*")) {
            for (Path one : kept) {
                String name = one.getFileName().toString();
                if (name.matches("[0-9]{1,2}")) {
                    newest = Math.max(newest, Integer.parseInt(name));
                }
            }
        }
        return newest;
    }

    private static void keep(Path file, Path at) throws IOException {
        Files.deleteIfExists(at);
        try {
            Files.createLink(at, file);
        } catch (IOException | UnsupportedOperationException noLinksHere) {
            Files.copy(file, at);
            sync(at);
        }
    }

    private void mark(String text) throws IOException {
        Path fresh = sibling(".salvaging.new");
        try (FileChannel file = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            file.write(StandardCharsets.UTF_8.encode(text));
            file.force(true);
        }
        Files.move(fresh, marker, StandardCopyOption.ATOMIC_MOVE);
        sync(ledger.getParent());
    }

    private Path sibling(String part) {
        return ledger.resolveSibling(ledger.getFileName() + part);
    }

    /** A file's bytes, or which names a directory holds, are on disk once this has returned. */
    private static void sync(Path path) throws IOException {
        try (FileChannel open = FileChannel.open(path, StandardOpenOption.READ)) {
            open.force(true);
        }
    }
}
