package cn.ting.tuf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Where trusted metadata is kept: {@code root.json}, {@code timestamp.json}, {@code snapshot.json}, {@code targets.json}. */
final class MetadataFolder {

    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final Path folder;

    MetadataFolder(Path folder) {
        this.folder = folder;
    }

    /** A role's metadata as it was last trusted; empty when there is none. */
    Optional<byte[]> read(String role) throws IOException {
        Path file = folder.resolve(role + ".json");
        return Files.exists(file) && Files.size(file) <= MOST_BYTES ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    /** Keeps metadata; after a power cut there is either the one before or this one, whole. */
    void keep(String role, byte[] bytes) throws IOException {
        Files.createDirectories(folder);
        Path fresh = folder.resolve("." + role + ".new");
        try (FileChannel file = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer all = ByteBuffer.wrap(bytes);
            while (all.hasRemaining()) {
                file.write(all);
            }
            file.force(true);
        }
        Files.move(fresh, folder.resolve(role + ".json"), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
