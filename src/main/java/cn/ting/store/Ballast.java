package cn.ting.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jboss.logging.Logger;

/**
 * A file that only takes up room, to be given up when the disk is full, so that what was promised can still be kept. Safe for use by any
 * thread.
 */
final class Ballast {

    /** Some thousand facts with their letters. */
    static final int BYTES = 8 * 1024 * 1024;

    private static final Logger LOG = Logger.getLogger(Ballast.class);
    private static final int BLOCK = 256 * 1024;

    private final Path path;
    private boolean givenUp;

    Ballast(Path ledger) {
        this.path = ledger.resolveSibling(ledger.getFileName() + ".ballast");
    }

    /** True while room is short: the ballast was given up and not yet taken in again. */
    synchronized boolean givenUp() {
        return givenUp;
    }

    /** Makes room; false when that was done before. */
    synchronized boolean giveUp() {
        givenUp = true;
        try {
            boolean room = Files.deleteIfExists(path);
            if (room) {
                LOG.error("the disk is full; the ballast was given up for what is promised already");
            }
            return room;
        } catch (IOException refused) {
            LOG.errorf("the ballast cannot be given up: %s", refused.getMessage());
            return false;
        }
    }

    /** Takes the ballast in where there is none and twice its room is free; writes it, for a file of holes takes up nothing. */
    synchronized void takeIn() {
        try {
            if (!Files.exists(path)) {
                // Also after a restart on a disk that is full still: the ballast went in the life before.
                givenUp = Files.getFileStore(path.toAbsolutePath().getParent()).getUsableSpace() < 2L * BYTES;
                if (givenUp) {
                    return;
                }
                fill();
            }
            givenUp = false;
        } catch (IOException refused) {
            LOG.debugf("no ballast: %s", refused.getMessage());
        }
    }

    private void fill() throws IOException {
        Path filling = path.resolveSibling(path.getFileName() + ".filling");
        try (FileChannel file = FileChannel.open(
                filling, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            for (int written = 0; written < BYTES; written += file.write(block)) {
                block.clear().limit(Math.min(BLOCK, BYTES - written));
            }
            file.force(true);
        } catch (IOException full) {
            Files.deleteIfExists(filling);
            throw full;
        }
        Files.move(filling, path);
    }
}
