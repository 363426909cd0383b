package cn.ting.patch;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tukaani.xz.FinishableWrapperOutputStream;
import org.tukaani.xz.LZMA2Options;

/**
 * Makes patches, by bsdiff's way: runs that both files have are stretched in both directions for as long as more than half of the bytes
 * agree, and the little that differs in them is added byte by byte, which is mostly zeros. For one thread, which it may keep for a minute and more. Takes
 * of memory three to four times the old file ({@link Blocks}, and the file), the new file once, the patch up to four times, and some 30 MB for the packing; without an
 * old file, the new one and the patch.
 */
public final class PatchWriter {

    /** A run at another place has to be that much longer than what agrees where we are: a step costs bytes too. */
    private static final int WORTH = 8;
    /** Preset of LZMA2, of 0 to 9. */
    private static final int FAST = 3;
    private static final int BUFFER = 64 * 1024;

    private final byte[] old;
    private final byte[] fresh;
    private final ByteArrayOutputStream steps = new ByteArrayOutputStream();
    private final ByteArrayOutputStream added = new ByteArrayOutputStream();
    private final ByteArrayOutputStream more = new ByteArrayOutputStream();
    private final OutputStream stepsOut;
    private final OutputStream addedOut;
    private final OutputStream moreOut;
    private int reached;

    private PatchWriter(byte[] old, byte[] fresh) throws IOException {
        this.old = old;
        this.fresh = fresh;
        boolean packs = old.length == 0;
        stepsOut = packed(steps, PatchForm.STEPS_WINDOW, packs);
        addedOut = packed(added, PatchForm.WINDOW, packs);
        moreOut = packed(more, PatchForm.WINDOW, packs);
    }

    /** @param fast for what is long and hardly zeros */
    private OutputStream packed(OutputStream out, int window, boolean fast) throws IOException {
        LZMA2Options options = new LZMA2Options(fast ? FAST : LZMA2Options.PRESET_DEFAULT);
        options.setDictSize(Math.max(LZMA2Options.DICT_SIZE_MIN, Math.min(window, fresh.length)));
        options.setNiceLen(LZMA2Options.NICE_LEN_MAX);
        return new BufferedOutputStream(options.getOutputStream(new FinishableWrapperOutputStream(out)), BUFFER);
    }

    /** The patch that leads from the old file to the new one. */
    public static byte[] write(Path old, Path fresh) throws IOException {
        return new PatchWriter(read(old), read(fresh)).write();
    }

    /** The patch that leads from nothing to a file, which is the file in less bytes. */
    public static byte[] pack(Path fresh) throws IOException {
        return new PatchWriter(new byte[0], read(fresh)).write();
    }

    private static byte[] read(Path file) throws IOException {
        if (Files.size(file) > PatchForm.MOST_BYTES) {
            throw new IOException(file + " is longer than what patches are made for");
        }
        return Files.readAllBytes(file);
    }

    private byte[] write() throws IOException {
        if (old.length == 0) {
            step(0, fresh.length, 0, 0);
        } else {
            search();
        }
        stepsOut.close();
        addedOut.close();
        moreOut.close();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(whole)) {
            out.write(PatchForm.MAGIC);
            out.writeLong(fresh.length);
            out.writeLong(steps.size());
            out.writeLong(added.size());
            steps.writeTo(out);
            added.writeTo(out);
            more.writeTo(out);
        }
        return whole.toByteArray();
    }

    private void search() throws IOException {
        Blocks blocks = new Blocks(old);
        int from = 0;
        int oldFrom = 0;
        int at = 0;
        int length = 0;
        while (at < fresh.length) {
            at += length;
            // How much of what comes agrees with the old file where we are in it.
            int agrees = 0;
            int seen = at;
            int offset = oldFrom - from;
            for (length = 0; at < fresh.length; at++) {
                length = blocks.longest(fresh, at, (long) at + offset);
                for (; seen < at + length; seen++) {
                    agrees += agrees(seen, offset);
                }
                if (length == agrees && length != 0 || length > agrees + WORTH) {
                    break;
                }
                if (seen == at) {
                    seen++;
                } else {
                    agrees -= agrees(at, offset);
                }
            }
            if (length != agrees || at == fresh.length) {
                int found = at < fresh.length ? blocks.found() : 0;
                int ahead = ahead(from, oldFrom, at);
                int back = at < fresh.length ? back(from, at, found) : 0;
                int both = from + ahead - (at - back);
                if (both > 0) {
                    int kept = split(from + ahead - both, oldFrom + ahead - both, found - back, both);
                    ahead += kept - both;
                    back -= kept;
                }
                step(from, at - back, oldFrom, ahead);
                from = at - back;
                oldFrom = found - back;
            }
        }
    }

    private int agrees(int at, int offset) {
        int there = at + offset;
        return there >= 0 && there < old.length && old[there] == fresh[at] ? 1 : 0;
    }

    /** How far it pays to go on from where we are. */
    private int ahead(int from, int oldFrom, int end) {
        int agree = 0;
        int best = 0;
        int length = 0;
        for (int i = 1; from + i <= end && oldFrom + i <= old.length; i++) {
            agree += old[oldFrom + i - 1] == fresh[from + i - 1] ? 1 : 0;
            if (2 * agree - i > best) {
                best = 2 * agree - i;
                length = i;
            }
        }
        return length;
    }

    /** How far it pays to go back from what was found. */
    private int back(int from, int at, int found) {
        int agree = 0;
        int best = 0;
        int length = 0;
        for (int i = 1; at - i >= from && found - i >= 0; i++) {
            agree += old[found - i] == fresh[at - i] ? 1 : 0;
            if (2 * agree - i > best) {
                best = 2 * agree - i;
                length = i;
            }
        }
        return length;
    }

    /** How much of what both reach is left to the one before. */
    private int split(int at, int before, int after, int length) {
        int score = 0;
        int best = 0;
        int kept = 0;
        for (int i = 0; i < length; i++) {
            score += fresh[at + i] == old[before + i] ? 1 : 0;
            score -= fresh[at + i] == old[after + i] ? 1 : 0;
            if (score > best) {
                best = score;
                kept = i + 1;
            }
        }
        return kept;
    }

    /** One step: to {@code oldFrom} in the old file; {@code add} bytes of the new one are made of it, the rest up to {@code end} is new. */
    private void step(int from, int end, int oldFrom, int add) throws IOException {
        if (end == from) {
            return;
        }
        PatchForm.writeSigned(stepsOut, oldFrom - reached);
        PatchForm.writeNumber(stepsOut, add);
        PatchForm.writeNumber(stepsOut, end - from - add);
        for (int i = 0; i < add; i++) {
            addedOut.write(fresh[from + i] - old[oldFrom + i]);
        }
        moreOut.write(fresh, from + add, end - from - add);
        reached = oldFrom + add;
    }
}
