package cn.ting.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Replaces a small file whole. For one thread a file; waits for the disk. */
public final class WholeFile {

    private WholeFile() {}

    /** As {@link #replace(Path, String, Runnable)}, with nothing to be done in between. */
    public static void replace(Path target, String text) throws IOException {
        replace(target, text, () -> {});
    }

    /**
     * Whoever reads {@code target} finds the old text or the new one, whole, whenever the power is cut; the new one once this has returned.
     *
     * @param target its folder must exist; {@code .new} beside it is written over
     * @param beforeNamed run when all of the text is on the disk, and the file is not named yet
     * @throws IOException when the disk refuses any of it
     */
    public static void replace(Path target, String text, Runnable beforeNamed) throws IOException {
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        beforeNamed.run();
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        // The rename itself is on the disk only when its folder is.
        try (FileChannel folder = FileChannel.open(target.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
