package cn.ting.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jboss.logging.Logger;

/**
 * A copy of the few pages that say where each table begins, in a file beside the ledger. A ledger in which one of them is damaged would tell
 * nothing at all, though every row is there. They change with a migration only, as nothing here vacuums.
 *
 * <p>Layout of a file and its first page: https://sqlite.org/fileformat2.html#the_database_header.
 */
final class SchemaPages {

    private static final Logger LOG = Logger.getLogger(SchemaPages.class);

    private static final int SIZE_IN_HEADER = 28;
    private static final int FREE_LIST_IN_HEADER = 32;
    private static final int MOST_BYTES = 1024 * 1024;

    private final Path copy;

    /** @param ledger the file it stands beside */
    SchemaPages(Path ledger) {
        this.copy = ledger.resolveSibling(ledger.getFileName() + ".tables");
    }

    /** Copies the pages, unless those of this schema are there. A disk that refuses costs the copy only. */
    void note(Connection connection, Path ledger) {
        try {
            int version = number(connection, "PRAGMA schema_version");
            if (version == noted() || number(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != 0) {
                return;
            }
            write(version, number(connection, "PRAGMA page_size"), pages(connection), ledger);
        } catch (SQLException | IOException refused) {
            LOG.warnf("the ledger's list of tables has no copy: %s", refused.getMessage());
        }
    }

    private int noted() {
        try {
            return read().readInt();
        } catch (IOException none) {
            return -1;
        }
    }

    private static List<Integer> pages(Connection connection) throws SQLException {
        List<Integer> pages = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema' ORDER BY pageno")) {
            while (row.next()) {
                pages.add(row.getInt(1));
            }
        }
        return pages;
    }

    private static int number(Connection connection, String pragma) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(pragma)) {
            row.next();
            return row.getInt(1);
        }
    }

    private void write(int version, int size, List<Integer> pages, Path ledger) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes);
                RandomAccessFile file = new RandomAccessFile(ledger.toFile(), "r")) {
            out.writeInt(version);
            out.writeInt(size);
            out.writeInt(pages.size());
            for (int page : pages) {
                byte[] content = new byte[size];
                file.seek((page - 1L) * size);
                file.readFully(content);
                out.writeInt(page);
                out.write(content);
            }
            out.writeLong(sum(bytes.toByteArray(), bytes.size()));
        }
        Path fresh = copy.resolveSibling(copy.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer all = ByteBuffer.wrap(bytes.toByteArray());
            while (all.hasRemaining()) {
                channel.write(all);
            }
            channel.force(true);
        }
        Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Puts the pages back into a damaged ledger that is only read from now on; false when there is no copy that holds. */
    boolean putBack(Path damaged) {
        try (DataInputStream in = read();
                RandomAccessFile file = new RandomAccessFile(damaged.toFile(), "rw")) {
            in.readInt();
            byte[] content = new byte[in.readInt()];
            for (int left = in.readInt(); left > 0; left--) {
                int page = in.readInt();
                in.readFully(content);
                if (page == 1) {
                    // The file has grown since: its own size counts, and nothing is taken from the list of free pages.
                    ByteBuffer.wrap(content).putInt(SIZE_IN_HEADER, 0).putLong(FREE_LIST_IN_HEADER, 0);
                }
                file.seek((page - 1L) * content.length);
                file.write(content);
            }
            return true;
        } catch (IOException none) {
            LOG.warnf("the damaged ledger's list of tables cannot be put back: %s", none.getMessage());
            return false;
        }
    }

    private DataInputStream read() throws IOException {
        if (Files.size(copy) > MOST_BYTES) {
            throw new IOException("a copy of " + Files.size(copy) + " bytes");
        }
        byte[] bytes = Files.readAllBytes(copy);
        int length = bytes.length - Long.BYTES;
        if (length < 0 || ByteBuffer.wrap(bytes).getLong(length) != sum(bytes, length)) {
            throw new IOException("its copy is damaged too");
        }
        return new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
    }

    private static long sum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }
}
