package cn.ting.platform;

import cn.ting.platform.Accounts.Owner;
import java.util.List;

/**
 * What the platform has stored, in figures.
 *
 * @param facts each counted once
 * @param duplicates how often a fact came that was stored already; each was refused a second place and receipted again
 * @param malformed messages that were no facts of the contract
 * @param storing whether facts are taken in now
 * @param receipting whether receipts are sent now
 * @param receipts what a receipt would say, by kiosk and epoch
 */
public record LedgerView(
        long facts, long duplicates, long malformed, boolean storing, boolean receipting, List<Through> receipts) {

    public LedgerView {
        receipts = List.copyOf(receipts);
    }

    /**
     * What is settled of one epoch of one kiosk.
     *
     * @param through all up to this number are stored, or refused for good
     * @param beyond how many are stored beyond a gap
     * @param refused how many are refused
     */
    public record Through(String kiosk, String epoch, long through, int beyond, int refused) {

        static Through of(Owner owner, Account account) {
            return new Through(owner.kiosk(), owner.epoch(), account.through(), account.beyond(), account.refusals());
        }
    }
}
