package cn.ting.outbox;

import cn.ting.store.Ledger;
import cn.ting.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Gives what waits of epochs that were given up ids of the one in force, some at a time, as residents' commits wait for each. */
final class Renaming {

    private static final int MOST_A_COMMIT = 500;

    /** Where numbers come from. */
    interface Numbers {

        /** Takes the next number of the epoch in force. */
        long take(Transaction tx) throws SQLException;
    }

    private final Ledger ledger;
    private final OutboxTable table;
    private final Epochs epochs;
    private final Envelopes envelopes;
    private final Numbers numbers;

    Renaming(Ledger ledger, OutboxTable table, Epochs epochs, Envelopes envelopes, Numbers numbers) {
        this.ledger = ledger;
        this.table = table;
        this.epochs = epochs;
        this.envelopes = envelopes;
        this.numbers = numbers;
    }

    void finish() {
        for (String epoch : epochs.givenUp()) {
            List<WaitingLetter> letters = after(epoch, 0);
            while (!letters.isEmpty()) {
                rename(letters);
                letters = after(epoch, letters.get(letters.size() - 1).posted());
            }
            ledger.write(tx -> {
                epochs.renamed(tx, epoch);
                return null;
            });
        }
    }

    private List<WaitingLetter> after(String epoch, long posted) {
        return ledger.read(tx -> table.waitingOf(tx, epoch, posted, MOST_A_COMMIT));
    }

    private void rename(List<WaitingLetter> letters) {
        ledger.write(tx -> {
            for (WaitingLetter letter : letters) {
                Optional<byte[]> envelope = table.envelope(tx, letter.posted());
                if (envelope.isPresent() && isWhole(envelope.get())) {
                    long number = numbers.take(tx);
                    String epoch = epochs.live(tx).epoch();
                    table.rename(tx, letter.posted(), epoch, number, envelopes.renamed(envelope.get(), epoch, number));
                } else if (envelope.isPresent()) {
                    table.park(tx, letter, "damaged");
                }
            }
            return null;
        });
    }

    /** One that the disk has spoilt waits for a person: it takes no number, and holds nobody up. */
    private boolean isWhole(byte[] envelope) {
        try {
            envelopes.renamed(envelope, "", 0);
            return true;
        } catch (IllegalStateException damaged) {
            return false;
        }
    }
}
