package cn.ting.visit;

import java.nio.file.Path;

/** Whether a ledger's chain of facts is whole, for tests of other rooms. */
public final class WholeBook {

    private WholeBook() {}

    /** The command's sentence where it is not; empty where it is. */
    public static String breaks(Path ledger) {
        VerifyBook.Verdict verdict = VerifyBook.verify(ledger);
        return verdict.whole() ? "" : verdict.toString();
    }
}
