package cn.ting.slots;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A disk whose power fails before one of its steps. What was not forced is then gone, or there in part, or there: names in the order in which
 * they changed up to some moment, bytes of each file as chance has it.
 */
public final class CutDisk extends Disk {

    /** The power failed. */
    public static final class Cut extends Error {
        private static final long serialVersionUID = 1L;
    }

    private interface Undo {
        void run() throws IOException;
    }

    private record Name(Path directory, Undo undo) {}

    private final List<Name> names = new ArrayList<>();
    private final Set<Path> bytes = new LinkedHashSet<>();
    private final Set<Path> marks = new LinkedHashSet<>();
    private int left;

    /** @param steps how many are done before the cut */
    public CutDisk(int steps) {
        left = steps;
    }

    private void step() {
        if (left-- <= 0) {
            throw new Cut();
        }
    }

    /** Takes away what the cut took. */
    public void lose(Random random) {
        try {
            int kept = random.nextInt(names.size() + 1);
            for (int i = names.size() - 1; i >= kept; i--) {
                names.get(i).undo.run();
            }
            for (Path file : bytes) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    byte[] all = Files.readAllBytes(file);
                    switch (random.nextInt(3)) {
                        case 0 -> Files.write(file, new byte[0]);
                        case 1 -> Files.write(file, new byte[all.length]);
                        default -> { }
                    }
                }
            }
            for (Path file : marks) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && random.nextBoolean()) {
                    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    protected FileChannel open(Path file) throws IOException {
        step();
        FileChannel channel = super.open(file);
        names.add(new Name(file.getParent(), () -> Files.deleteIfExists(file)));
        bytes.add(file);
        return channel;
    }

    @Override
    protected void write(FileChannel channel, Path file, ByteBuffer more) throws IOException {
        step();
        bytes.add(file);
        int half = more.remaining() / 2;
        if (left == 0 && half > 0) {
            channel.write(more.slice().limit(half));
            throw new Cut();
        }
        super.write(channel, file, more);
    }

    @Override
    protected void mark(Path file, boolean executable, Instant changed) throws IOException {
        step();
        marks.add(file);
        super.mark(file, executable, changed);
    }

    @Override
    protected void force(FileChannel channel, Path file) {
        step();
        bytes.remove(file);
        marks.remove(file);
    }

    @Override
    protected void forceDirectory(Path directory) {
        step();
        names.removeIf(name -> name.directory.equals(directory));
    }

    @Override
    protected void move(Path from, Path to) throws IOException {
        step();
        Undo before = Files.exists(to, LinkOption.NOFOLLOW_LINKS) ? memory(to) : () -> Files.deleteIfExists(to);
        byte[] moved = Files.readAllBytes(from);
        super.move(from, to);
        names.add(new Name(to.getParent(), () -> {
            Files.deleteIfExists(to);
            Files.write(from, moved);
            before.run();
        }));
    }

    @Override
    protected void make(Path directory) throws IOException {
        step();
        super.make(directory);
        names.add(new Name(directory.getParent(), () -> {
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                Workshop.deleteAll(directory);
            }
        }));
    }

    @Override
    protected void remove(Path file) throws IOException {
        step();
        Undo before = memory(file);
        super.remove(file);
        bytes.remove(file);
        marks.remove(file);
        names.add(new Name(file.getParent(), before));
    }

    private static Undo memory(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            Path target = Files.readSymbolicLink(file);
            return () -> Files.createSymbolicLink(file, target);
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            return () -> Files.createDirectories(file);
        }
        byte[] all = Files.readAllBytes(file);
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        FileTime changed = Files.getLastModifiedTime(file);
        return () -> {
            Files.createDirectories(file.getParent());
            Files.write(file, all);
            Files.setPosixFilePermissions(file, mode);
            Files.setLastModifiedTime(file, changed);
        };
    }
}
