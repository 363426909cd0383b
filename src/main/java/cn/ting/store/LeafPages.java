package cn.ting.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The leaves of one table in a damaged file, and a new way to them. Where a page between a table's root and its leaves is damaged, SQLite
 * reaches none behind it, though every row is there. A leaf does not say whose it is: those that nothing else in the file leads to are the
 * table's when it is the only one that is damaged.
 *
 * <p>Layout: https://sqlite.org/fileformat2.html#b_tree_pages. One thread.
 */
final class LeafPages implements AutoCloseable {

    private static final int INTERIOR_TABLE = 5;
    private static final int INTERIOR_INDEX = 2;
    private static final int LEAF_TABLE = 13;

    private static final int SIZE_AT = 16;
    private static final int RESERVED_AT = 20;
    private static final int PAGES_AT = 28;
    private static final int FREE_AT = 32;

    private static final int LEAF_HEADER = 8;
    private static final int INTERIOR_HEADER = 12;
    /** Pointer, child and the longest key there is. */
    private static final int MOST_BYTES_A_CHILD = 2 + 4 + 9;
    /** SQLite's own limit. */
    private static final int DEEPEST = 20;
    /** A file of 16 GiB; a ledger is a thousandth of it. */
    private static final int MOST_PAGES = 1 << 22;

    private record Leaf(int page, long first, long last) {}

    private final RandomAccessFile file;
    private final int size;
    private final int usable;
    private final int pages;
    private final BitSet claimed = new BitSet();
    private int missed;

    /** @throws IOException when it cannot be read, or is no file of SQLite's */
    LeafPages(Path damaged) throws IOException {
        file = new RandomAccessFile(damaged.toFile(), "rw");
        try {
            ByteBuffer header = ByteBuffer.allocate(100);
            file.readFully(header.array());
            int told = header.getShort(SIZE_AT) & 0xFFFF;
            size = told == 1 ? 65_536 : told;
            usable = size - (header.get(RESERVED_AT) & 0xFF);
            long count = size < 512 ? 0 : file.length() / size;
            if (count < 2 || count > MOST_PAGES || usable < 480) {
                throw new IOException("no pages can be told apart");
            }
            pages = (int) count;
            claimFree(header.getInt(FREE_AT));
        } catch (IOException | RuntimeException unreadable) {
            file.close();
            throw unreadable;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void claimFree(int first) throws IOException {
        for (int trunk = first; exists(trunk) && !claimed.get(trunk); ) {
            claimed.set(trunk);
            ByteBuffer page = page(trunk);
            int leaves = Math.min(page.getInt(4), usable / 4 - 2);
            for (int i = 0; i < leaves; i++) {
                int leaf = page.getInt(8 + 4 * i);
                if (exists(leaf)) {
                    claimed.set(leaf);
                }
            }
            trunk = page.getInt(0);
        }
    }

    /** Takes out what another table's or index's root leads to. */
    void claim(int root) throws IOException {
        claim(root, 0);
    }

    private void claim(int number, int depth) throws IOException {
        if (!exists(number) || claimed.get(number) || depth > DEEPEST) {
            return;
        }
        claimed.set(number);
        for (int child : children(page(number), number == 1 ? 100 : 0)) {
            claim(child, depth + 1);
        }
    }

    /** Where a page leads to; nowhere when it is a leaf or damaged. */
    private List<Integer> children(ByteBuffer page, int start) {
        List<Integer> children = new ArrayList<>();
        int kind = page.get(start);
        if (kind == INTERIOR_TABLE || kind == INTERIOR_INDEX) {
            int cells = Math.min(page.getShort(start + 3) & 0xFFFF, (usable - start - INTERIOR_HEADER) / 2);
            for (int i = 0; i < cells; i++) {
                int cell = page.getShort(start + INTERIOR_HEADER + 2 * i) & 0xFFFF;
                if (cell <= usable - 4) {
                    children.add(page.getInt(cell));
                }
            }
            children.add(page.getInt(start + 8));
        }
        return children;
    }

    /** True when a page between a table's root and its leaves is damaged, the root among them; false when leaves only are, or nothing. */
    boolean astray(int root) throws IOException {
        int[] found = {DEEPEST, 0};
        depths(root, 0, found, new BitSet());
        return found[0] < found[1] || found[1] == 0;
    }

    /** Finds how deep the highest damaged page is, and the leaves; 0 for leaves when there are none. */
    private void depths(int number, int depth, int[] found, BitSet seen) throws IOException {
        boolean inside = exists(number) && depth < DEEPEST && !seen.get(number);
        if (inside) {
            seen.set(number);
        }
        if (inside && leaf(number) != null) {
            found[1] = Math.max(found[1], depth);
        } else if (inside && page(number).get(0) == INTERIOR_TABLE) {
            for (int child : children(page(number), 0)) {
                depths(child, depth + 1, found, seen);
            }
        } else {
            found[0] = Math.min(found[0], depth);
        }
    }

    /**
     * Has a table's root lead to every leaf that nothing else leads to, in the order of their rows.
     *
     * @param root of the only table that is damaged, not page 1; what stands there is written over
     * @return how many leaves; 0 when there are none or too many, and nothing is changed
     */
    int lead(int root) throws IOException {
        List<Leaf> leaves = leaves(root);
        int most = (usable - INTERIOR_HEADER) / MOST_BYTES_A_CHILD;
        if (!exists(root) || leaves.isEmpty() || leaves.size() > most * most) {
            return 0;
        }
        List<Leaf> level = leaves;
        int free = pages + 1;
        if (leaves.size() > most) {
            level = new ArrayList<>();
            for (int i = 0; i < leaves.size(); i += most) {
                List<Leaf> below = leaves.subList(i, Math.min(i + most, leaves.size()));
                write(free, below);
                level.add(new Leaf(free++, below.get(0).first, below.get(below.size() - 1).last));
            }
        }
        // The file has grown since: its own size counts.
        file.seek(PAGES_AT);
        file.writeInt(0);
        write(root, level);
        return leaves.size();
    }

    private List<Leaf> leaves(int root) throws IOException {
        List<Leaf> found = new ArrayList<>();
        for (int number = 2; number <= pages; number++) {
            if (number != root && !claimed.get(number)) {
                Leaf leaf = leaf(number);
                if (leaf != null) {
                    found.add(leaf);
                } else if (isEmpty(number)) {
                    missed++;
                }
            }
        }
        found.sort(Comparator.comparingLong(Leaf::first));
        List<Leaf> apart = new ArrayList<>();
        for (Leaf leaf : found) {
            if (apart.isEmpty() || leaf.first > apart.get(apart.size() - 1).last) {
                apart.add(leaf);
            } else {
                missed++;
            }
        }
        return apart;
    }

    /** Zeroed by a disk: what SQLite lets go of is on its list of free pages. */
    private boolean isEmpty(int number) throws IOException {
        byte[] page = page(number).array();
        for (byte one : page) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    /** How many pages {@link #lead} has passed over that held rows, as far as that can be seen: zeroed ones, and leaves that belie each other. */
    int missed() {
        return missed;
    }

    /** Null when the page is no leaf of a table, or none that holds a row. */
    private Leaf leaf(int number) throws IOException {
        ByteBuffer page = page(number);
        int cells = page.getShort(3) & 0xFFFF;
        if (page.get(0) != LEAF_TABLE || cells == 0 || LEAF_HEADER + 2 * cells > usable) {
            return null;
        }
        long first = rowid(page, 0);
        long last = rowid(page, cells - 1);
        return first <= last ? new Leaf(number, first, last) : null;
    }

    /** A row's number, which stands behind its size. */
    private long rowid(ByteBuffer page, int cell) {
        int at = page.getShort(LEAF_HEADER + 2 * cell) & 0xFFFF;
        long[] number = {0, Math.min(at, usable - 18)};
        varint(page, number);
        varint(page, number);
        return number[0];
    }

    /** SQLite's number of one to nine bytes, seven bits each, eight in the ninth; {@code at[1]} goes behind it. */
    private static void varint(ByteBuffer page, long[] at) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            byte next = page.get((int) at[1]++);
            value = value << 7 | next & 0x7F;
            if (next >= 0) {
                at[0] = value;
                return;
            }
        }
        at[0] = value << 8 | page.get((int) at[1]++) & 0xFF;
    }

    /** Writes a page that leads to these: all but the last as cells with their last row, the last as the right child. */
    private void write(int number, List<Leaf> below) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(size);
        int cells = below.size() - 1;
        int content = usable;
        for (int i = 0; i < cells; i++) {
            byte[] key = varint(below.get(i).last);
            content -= 4 + key.length;
            page.putInt(content, below.get(i).page).put(content + 4, key);
            page.putShort(INTERIOR_HEADER + 2 * i, (short) content);
        }
        page.put(0, (byte) INTERIOR_TABLE).putShort(3, (short) cells).putShort(5, (short) content);
        page.putInt(8, below.get(cells).page);
        file.seek((number - 1L) * size);
        file.write(page.array());
    }

    private static byte[] varint(long value) {
        byte[] nine = new byte[9];
        if (value >>> 56 != 0) {
            nine[8] = (byte) value;
            for (int i = 7; i >= 0; i--) {
                nine[i] = (byte) (value >>> 8 + 7 * (7 - i) & 0x7F | 0x80);
            }
            return nine;
        }
        int length = Math.max(1, (63 - Long.numberOfLeadingZeros(value | 1)) / 7 + 1);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (value >>> 7 * (length - 1 - i) & 0x7F | (i < length - 1 ? 0x80 : 0));
        }
        return bytes;
    }

    private boolean exists(int number) {
        return number >= 1 && number <= pages;
    }

    private ByteBuffer page(int number) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(size);
        file.seek((number - 1L) * size);
        file.readFully(page.array());
        return page;
    }
}
