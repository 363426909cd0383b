package cn.ting.patch;

import cn.ting.patch.PatchException.Why;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.tukaani.xz.LZMA2InputStream;

/**
 * Makes a file of an old one and a patch, as both stream by: takes two and a half megabytes of memory, whatever the patch says. Writes not
 * more than the length that was signed, and each step leads on by a byte at least, so that it ends. For one thread.
 */
public final class PatchReader {

    private static final int BLOCK = 64 * 1024;

    private final Optional<FileChannel> old;
    private final long oldLength;
    private final InputStream steps;
    private final InputStream added;
    private final InputStream more;
    private final OutputStream out;
    private final byte[] block = new byte[BLOCK];
    private final byte[] before = new byte[BLOCK];

    private PatchReader(Optional<FileChannel> old, InputStream steps, InputStream added, InputStream more, OutputStream out) throws IOException {
        this.old = old;
        this.oldLength = old.isPresent() ? old.get().size() : 0;
        this.steps = steps;
        this.added = added;
        this.more = more;
        this.out = out;
    }

    /**
     * Writes the new file.
     *
     * @param old empty where the patch leads from nothing
     * @param patch whose bytes were held to what was signed before
     * @param length of the new file, as it was signed
     * @throws PatchException when it leads to no file of that length; whether it is the right one is for the caller to prove
     * @throws IOException when the disk fails
     */
    public static void apply(Optional<Path> old, Path patch, long length, OutputStream out) throws PatchException, IOException {
        try (DataInputStream head = new DataInputStream(open(patch, 0))) {
            byte[] magic = new byte[PatchForm.MAGIC.length];
            long told;
            long first;
            long second;
            try {
                head.readFully(magic);
                told = head.readLong();
                first = head.readLong();
                second = head.readLong();
            } catch (IOException cut) {
                throw new PatchException(Why.FORM, "no head of a patch");
            }
            long left = Files.size(patch) - PatchForm.HEAD_BYTES;
            if (!Arrays.equals(magic, PatchForm.MAGIC) || first < 0 || first > left || second < 0 || second > left - first) {
                throw new PatchException(Why.FORM, "no head of a patch");
            }
            if (told != length) {
                throw new PatchException(Why.TOO_LONG, "it is for " + told + " bytes, not " + length);
            }
            try (InputStream steps = new BufferedInputStream(new LZMA2InputStream(open(patch, PatchForm.HEAD_BYTES), PatchForm.STEPS_WINDOW));
                    InputStream added = new LZMA2InputStream(open(patch, PatchForm.HEAD_BYTES + first), PatchForm.WINDOW);
                    InputStream more = new LZMA2InputStream(open(patch, PatchForm.HEAD_BYTES + first + second), PatchForm.WINDOW)) {
                if (old.isEmpty()) {
                    new PatchReader(Optional.empty(), steps, added, more, out).run(length);
                } else {
                    try (FileChannel channel = FileChannel.open(old.get(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                        new PatchReader(Optional.of(channel), steps, added, more, out).run(length);
                    }
                }
            }
        }
    }

    private static InputStream open(Path patch, long from) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(patch, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS), BLOCK);
        in.skipNBytes(from);
        return in;
    }

    private void run(long length) throws PatchException, IOException {
        long at = 0;
        for (long made = 0; made < length; ) {
            long add;
            long fresh;
            try {
                at += PatchForm.readSigned(steps);
                add = PatchForm.readNumber(steps);
                fresh = PatchForm.readNumber(steps);
            } catch (IOException broken) {
                throw new PatchException(Why.FORM, "steps: " + broken.getMessage());
            }
            if (add + fresh == 0) {
                throw new PatchException(Why.FORM, "a step that leads nowhere, after " + made + " bytes");
            }
            if (add + fresh > length - made) {
                throw new PatchException(Why.TOO_LONG, "more than " + length + " bytes");
            }
            if (add > 0 && (at < 0 || at > oldLength - add)) {
                throw new PatchException(Why.OUTSIDE, add + " bytes from " + at + " of " + oldLength);
            }
            add(at, add);
            copy(fresh);
            at += add;
            made += add + fresh;
        }
    }

    private void add(long from, long length) throws PatchException, IOException {
        long at = from;
        for (long left = length; left > 0; ) {
            int n = (int) Math.min(left, BLOCK);
            read(added, n);
            ByteBuffer there = ByteBuffer.wrap(before, 0, n);
            while (there.hasRemaining()) {
                if (old.orElseThrow().read(there, at + there.position()) < 0) {
                    throw new PatchException(Why.OUTSIDE, "the old file became shorter");
                }
            }
            for (int i = 0; i < n; i++) {
                block[i] += before[i];
            }
            out.write(block, 0, n);
            at += n;
            left -= n;
        }
    }

    private void copy(long length) throws PatchException, IOException {
        for (long left = length; left > 0; ) {
            int n = (int) Math.min(left, BLOCK);
            read(more, n);
            out.write(block, 0, n);
            left -= n;
        }
    }

    private void read(InputStream in, int length) throws PatchException {
        try {
            if (in.readNBytes(block, 0, length) < length) {
                throw new PatchException(Why.FORM, "it ends early");
            }
        } catch (IOException broken) {
            throw new PatchException(Why.FORM, String.valueOf(broken.getMessage()));
        }
    }
}
