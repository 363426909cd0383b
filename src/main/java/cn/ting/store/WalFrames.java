package cn.ting.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads a write-ahead log as SQLite's recovery does, and sees what that overlooks: SQLite takes the first frame with a wrong checksum
 * for the end of the log, so that one flipped bit silently takes back every commit behind it. A power cut cannot do that to more than the
 * last commit, since each is on disk before it is answered. Format: https://sqlite.org/fileformat2.html#walformat.
 */
final class WalFrames {

    /** More than the one commit that may have been under way when the power went. */
    private static final int MOST_TORN_COMMITS = 1;

    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int MAGIC = 0x377f0682;
    private static final int SALT_AT = 16;
    private static final int HEADER_SUM_AT = 24;
    private static final int FRAME_SUM_AT = 16;
    /** The part of a frame's header that its checksum covers. */
    private static final int FRAME_SUMMED = 8;

    private final Path wal;

    WalFrames(Path wal) {
        this.wal = wal;
    }

    /** True when SQLite would take a frame for the end of the log with which it loses more than one commit that was torn. */
    boolean hideCommits() throws IOException {
        if (!Files.exists(wal) || Files.size(wal) < HEADER + FRAME_HEADER) {
            return false;
        }
        try (FileChannel file = FileChannel.open(wal, StandardOpenOption.READ)) {
            return new Reading(file).hiddenCommits() > MOST_TORN_COMMITS;
        }
    }

    /**
     * Gives every frame the checksum of what it holds now, so that all of them count again. To be done on a copy, whose rows are then
     * read one by one: the page in the frame that was damaged may be damaged still.
     */
    void admitAll() throws IOException {
        try (FileChannel file = FileChannel.open(wal, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            new Reading(file).writeSums();
            file.force(true);
        }
    }

    /** One pass over the file, frame by frame in the order of the log. */
    private static final class Reading {

        private final FileChannel file;
        private final ByteBuffer header = ByteBuffer.allocate(HEADER);
        private final ByteBuffer frame;
        private final ByteOrder order;
        private final int pageBytes;
        private final long frames;
        private long salts;
        private int sum1;
        private int sum2;

        Reading(FileChannel file) throws IOException {
            this.file = file;
            read(header, 0);
            // The lowest bit of the magic number says how the words are summed; both forms occur.
            this.order = (header.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            this.pageBytes = pageBytes();
            this.frame = ByteBuffer.allocate(FRAME_HEADER + pageBytes);
            this.frames = (file.size() - HEADER) / (FRAME_HEADER + pageBytes);
            this.salts = header.getLong(SALT_AT);
        }

        /** A header that was damaged names no size of pages: this ledger's are SQLite's standard. */
        private int pageBytes() {
            int told = header.getInt(8);
            return told >= 512 && told <= 65_536 && Integer.bitCount(told) == 1 ? told : 4096;
        }

        /** Commits behind the first frame that does not hold, or more than may be torn where that one was a commit on disk itself. */
        int hiddenCommits() throws IOException {
            boolean end = !headerHolds();
            boolean hurt = false;
            int hidden = 0;
            for (long i = 0; i < frames; i++) {
                read(frame, HEADER + i * frame.capacity());
                if (i == 0 && end) {
                    salts = frame.getLong(FRAME_SUMMED);
                }
                if (frame.getLong(FRAME_SUMMED) != salts) {
                    // The rest is of an earlier life of the log, whose pages are in the database.
                    break;
                }
                boolean follows = follows();
                boolean commit = frame.getInt(4) != 0;
                if (end && follows && (hurt || commit)) {
                    // Whoever wrote on behind a commit had it on disk before: that one was not torn.
                    hidden += hurt ? MOST_TORN_COMMITS + 1 : 1;
                }
                hurt = !follows && commit;
                end |= !follows;
                sum1 = frame.getInt(FRAME_SUM_AT);
                sum2 = frame.getInt(FRAME_SUM_AT + 4);
            }
            return hidden;
        }

        private boolean headerHolds() {
            sum(header, 0, HEADER_SUM_AT);
            boolean holds = (header.getInt(0) & ~1) == MAGIC
                    && sum1 == header.getInt(HEADER_SUM_AT)
                    && sum2 == header.getInt(HEADER_SUM_AT + 4);
            sum1 = header.getInt(HEADER_SUM_AT);
            sum2 = header.getInt(HEADER_SUM_AT + 4);
            return holds;
        }

        private boolean follows() {
            sum(frame, 0, FRAME_SUMMED);
            sum(frame, FRAME_HEADER, pageBytes);
            return sum1 == frame.getInt(FRAME_SUM_AT) && sum2 == frame.getInt(FRAME_SUM_AT + 4);
        }

        void writeSums() throws IOException {
            if (frames > 0 && !headerHolds()) {
                mendHeader();
            }
            for (long i = 0; i < frames; i++) {
                long at = HEADER + i * frame.capacity();
                read(frame, at);
                if (frame.getLong(FRAME_SUMMED) != salts) {
                    break;
                }
                sum(frame, 0, FRAME_SUMMED);
                sum(frame, FRAME_HEADER, pageBytes);
                frame.putInt(FRAME_SUM_AT, sum1).putInt(FRAME_SUM_AT + 4, sum2);
                write(frame, at);
            }
        }

        private void mendHeader() throws IOException {
            read(frame, HEADER);
            salts = frame.getLong(FRAME_SUMMED);
            header.putInt(0, MAGIC | (order == ByteOrder.BIG_ENDIAN ? 1 : 0))
                    .putInt(4, 3_007_000)
                    .putInt(8, pageBytes)
                    .putLong(SALT_AT, salts);
            sum1 = 0;
            sum2 = 0;
            sum(header, 0, HEADER_SUM_AT);
            header.putInt(HEADER_SUM_AT, sum1).putInt(HEADER_SUM_AT + 4, sum2);
            write(header, 0);
        }

        private void sum(ByteBuffer bytes, int from, int length) {
            bytes.order(order);
            for (int at = from; at < from + length; at += 8) {
                sum1 += bytes.getInt(at) + sum2;
                sum2 += bytes.getInt(at + 4) + sum1;
            }
            bytes.order(ByteOrder.BIG_ENDIAN);
        }

        private void read(ByteBuffer into, long at) throws IOException {
            into.clear();
            while (into.hasRemaining() && file.read(into, at + into.position()) > 0) {
                // Read on until it is full; the sizes asked for are within the file.
            }
            into.clear();
        }

        private void write(ByteBuffer from, long at) throws IOException {
            from.clear();
            while (from.hasRemaining()) {
                file.write(from, at + from.position());
            }
        }
    }
}
