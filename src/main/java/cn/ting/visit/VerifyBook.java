package cn.ting.visit;

import cn.ting.seal.Digest;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The command that verifies the visit book: {@code verify-book LEDGER}. Reads only, so it may run beside a serving kiosk.
 * Prints the number of entries and the head of the chain, and exits with 0; or names the first entry that does not follow
 * the one before it, and exits with 1; or says in one sentence why it could not look, and exits with 2.
 */
public final class VerifyBook {

    private VerifyBook() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        System.exit(run(arguments, out));
    }

    /** Says what it found in one line, and returns the exit code. */
    static int run(String[] arguments, PrintStream out) {
        if (arguments.length != 1) {
            out.println("usage: verify-book LEDGER");
            return 2;
        }
        try {
            Verdict verdict = verify(Path.of(arguments[0]));
            out.println(verdict);
            return verdict.whole() ? 0 : 1;
        } catch (LedgerException unreadable) {
            out.println(arguments[0] + " cannot be read as a ledger: " + unreadable.getMessage());
            return 2;
        }
    }

    /**
     * What the check found.
     *
     * @param entries entries read up to and with the first broken one
     * @param whole true when every entry follows the one before it
     * @param head the last entry's hash in hexadecimal
     */
    record Verdict(long entries, boolean whole, String head) {

        @Override
        public String toString() {
            return whole
                    ? entries + " entries, the chain is whole, head " + head
                    : "entry " + entries + " does not follow the one before it: the book was changed";
        }
    }

    static Verdict verify(Path ledger) {
        return Ledger.readOnly(ledger, tx -> {
            AtomicReference<Entry> before = new AtomicReference<>(Entry.BEFORE_FIRST);
            AtomicLong broken = new AtomicLong();
            Digest.Repeated digest = Digest.repeated();
            new FactTable().forEach(tx, entry -> {
                if (broken.get() == 0 && !entry.follows(digest, before.get())) {
                    broken.set(entry.number());
                }
                before.set(entry);
            });
            String head = HexFormat.of().formatHex(before.get().hash());
            return broken.get() == 0
                    ? new Verdict(before.get().number(), true, head)
                    : new Verdict(broken.get(), false, head);
        });
    }
}
