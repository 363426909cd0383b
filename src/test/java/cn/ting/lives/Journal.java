package cn.ting.lives;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What residents were shown, written by the dying process just as it shows it and read by who judges it. One line a promise, in one write:
 * a kill leaves it whole or away.
 */
final class Journal implements AutoCloseable {

    private static final int MOST_RECENT_BYTES = 32_768;

    private final FileChannel file;

    Journal(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    synchronized void shown(String... words) {
        try {
            file.write(ByteBuffer.wrap((String.join(" ", words) + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** The promises of a kind, without that word. */
    static List<String[]> read(Path path, String kind) throws IOException {
        return Files.exists(path) ? of(kind, Files.readAllLines(path)) : List.of();
    }

    /** The newest promises of a kind, without that word: so few that a life is none the longer for those before it. */
    static List<String[]> recent(Path path, String kind) throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        try (FileChannel file = FileChannel.open(path)) {
            ByteBuffer last = ByteBuffer.allocate((int) Math.min(file.size(), MOST_RECENT_BYTES));
            file.position(file.size() - last.capacity());
            while (last.hasRemaining() && file.read(last) >= 0) {
                // There is more.
            }
            List<String> lines = new String(last.array(), StandardCharsets.UTF_8).lines().toList();
            return of(kind, lines.subList(last.capacity() == MOST_RECENT_BYTES ? 1 : 0, lines.size()));
        }
    }

    private static List<String[]> of(String kind, List<String> lines) {
        return lines.stream().filter(line -> line.startsWith(kind + " ")).map(line -> line.substring(kind.length() + 1).split(" ")).toList();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
