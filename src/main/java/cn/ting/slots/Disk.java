package cn.ting.slots;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;

/**
 * Everything that this room writes passes here, and the small files that it reads, so that a test can cut the power between any two writes and
 * take away what was not forced to the disk. What fails is thrown.
 */
public class Disk {

    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    /** A new file that is being written. */
    public final class Writing implements AutoCloseable {

        private final Path file;
        private final FileChannel channel;

        private Writing(Path file) throws IOException {
            this.file = file;
            this.channel = open(file);
        }

        /** Adds bytes. */
        public void put(byte[] block, int length) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(block, 0, length);
            while (bytes.hasRemaining()) {
                write(channel, file, bytes);
            }
        }

        /** Sets mode and time of change, and has all of it on the disk when this returns; its name is, once the directory was forced. */
        public void finish(boolean executable, Instant changed) throws IOException {
            mark(file, executable, changed);
            force(channel, file);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Begins a file where nothing stands, not even a link. */
    public final Writing create(Path file) throws IOException {
        return new Writing(file);
    }

    /** Replaces a small file whole: after a cut there is the one before or this one. */
    public final void replace(Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        delete(fresh);
        try (FileChannel channel = open(fresh)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                write(channel, fresh, left);
            }
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
            force(channel, fresh);
        }
        move(fresh, file);
        forceDirectory(file.toAbsolutePath().getParent());
    }

    /** Sets mode and time of change of a file that was there before, and has all of it on the disk; it may be one that runs. */
    public final void settle(Path file, boolean executable, Instant changed) throws IOException {
        // Not to be written to: what a process runs is open for nobody then (ETXTBSY).
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            mark(file, executable, changed);
            force(channel, file);
        }
    }

    /** Makes a directory unless it is there; its name is on the disk once its parent was forced. */
    public final void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            make(directory);
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Deletes a file, a link or an empty directory, if it is there. */
    public final void delete(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            remove(file);
        }
    }

    /** Opens a small file that is there, and no link. */
    protected InputStream read(Path file) throws IOException {
        return Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** How many bytes may still be written where this is. */
    public long usable(Path where) throws IOException {
        return Files.getFileStore(where).getUsableSpace();
    }

    protected FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, NEW);
    }

    protected void write(FileChannel channel, Path file, ByteBuffer bytes) throws IOException {
        channel.write(bytes);
    }

    protected void mark(Path file, boolean executable, Instant changed) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        Files.setLastModifiedTime(file, FileTime.from(changed));
    }

    protected void force(FileChannel channel, Path file) throws IOException {
        channel.force(true);
    }

    /** Has the names in a directory on the disk. */
    protected void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    protected void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    protected void make(Path directory) throws IOException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(directory.toString());
        }
        Files.createDirectory(directory);
    }

    protected void remove(Path file) throws IOException {
        Files.delete(file);
    }
}
