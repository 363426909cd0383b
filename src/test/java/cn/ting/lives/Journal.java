package cn.ting.lives;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What residents were shown, written by the dying process just as it shows it and read by who judges it. One line a promise, in one write:
 * a kill leaves it whole or away.
 */
final class Journal implements AutoCloseable {

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
        List<String[]> found = new ArrayList<>();
        if (Files.exists(path)) {
            for (String line : Files.readAllLines(path)) {
                if (line.startsWith(kind + " ")) {
                    found.add(line.substring(kind.length() + 1).split(" "));
                }
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
