package cn.ting.device.receipt;

import static cn.ting.device.receipt.ReceiptFault.COVER_OPEN;
import static cn.ting.device.receipt.ReceiptFault.CUTTER;
import static cn.ting.device.receipt.ReceiptFault.HEAD_HOT;
import static cn.ting.device.receipt.ReceiptFault.MECHANICAL;
import static cn.ting.device.receipt.ReceiptFault.OFFLINE;
import static cn.ting.device.receipt.ReceiptFault.PAPER_LOW;
import static cn.ting.device.receipt.ReceiptFault.PAPER_OUT;
import static cn.ting.device.receipt.ReceiptFault.PRESENTER;
import static cn.ting.device.receipt.ReceiptFault.UNCOLLECTED;

import cn.ting.roll.PrinterModel;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a printer says it is, from its answers to {@code DLE EOT} or its automatic status (Epson TM-T88III p84 and p318, Citizen
 * CT-S2000 p58, PPU-700 p57, Bixolon SRP-350 p8).
 *
 * @param faults what is wrong, empty when all is well
 */
record EscPosStatus(Set<ReceiptFault> faults) {

    /** What keeps a printer from printing; the cover first, because many report no paper while it is open. */
    private static final List<ReceiptFault> STOPS =
            List.of(COVER_OPEN, PAPER_OUT, CUTTER, PRESENTER, MECHANICAL, HEAD_HOT, OFFLINE);

    EscPosStatus {
        faults = Collections.unmodifiableSet(faults.isEmpty() ? EnumSet.noneOf(ReceiptFault.class) : EnumSet.copyOf(faults));
    }

    /** Reads whether it is online (1), the cause of being offline (2), the error (3) and the roll sensors (4). */
    static EscPosStatus asked(int online, int cause, int error, int roll, PrinterModel.Asked bits) {
        Set<ReceiptFault> faults = EnumSet.noneOf(ReceiptFault.class);
        add(faults, COVER_OPEN, cause, 0x04);
        boolean out = (cause & 0x20) != 0 || (roll & bits.paperOut()) != 0;
        add(faults, PAPER_OUT, out);
        add(faults, PAPER_LOW, !out && (roll & bits.paperLow()) != 0);
        add(faults, UNCOLLECTED, roll, bits.presenterPaper());
        error(faults, error, bits.presenterJam());
        if ((cause & 0x40) != 0 && !stops(faults)) {
            // Stopped by an error that it does not name.
            faults.add(MECHANICAL);
        }
        add(faults, OFFLINE, (online & 0x08) != 0 && !stops(faults));
        return new EscPosStatus(faults);
    }

    /** Reads the first three bytes of an automatic status. */
    static EscPosStatus told(AnswerSorter.Answer.Automatic told, PrinterModel.Automatic bits) {
        Set<ReceiptFault> faults = EnumSet.noneOf(ReceiptFault.class);
        add(faults, COVER_OPEN, told.printer(), 0x20);
        boolean out = (told.paper() & bits.paperOut()) != 0;
        add(faults, PAPER_OUT, out);
        add(faults, PAPER_LOW, !out && (told.paper() & bits.paperLow()) != 0);
        error(faults, told.error(), bits.presenterJam());
        add(faults, OFFLINE, (told.printer() & 0x08) != 0 && !stops(faults));
        return new EscPosStatus(faults);
    }

    /** The error's bits stand in the same places of both; the presenter has taken one that others use for mechanics. */
    private static void error(Set<ReceiptFault> faults, int error, int presenterJam) {
        add(faults, PRESENTER, error, presenterJam);
        add(faults, CUTTER, error, 0x08 & ~presenterJam);
        add(faults, MECHANICAL, error, (0x04 | 0x20) & ~presenterJam);
        // A cover opened while printing is told so too; it is the cover that is wrong then.
        add(faults, HEAD_HOT, (error & 0x40) != 0 && !faults.contains(COVER_OPEN));
    }

    private static void add(Set<ReceiptFault> faults, ReceiptFault fault, int answer, int mask) {
        add(faults, fault, (answer & mask) != 0);
    }

    private static void add(Set<ReceiptFault> faults, ReceiptFault fault, boolean wrong) {
        if (wrong) {
            faults.add(fault);
        }
    }

    private static boolean stops(Set<ReceiptFault> faults) {
        return STOPS.stream().anyMatch(faults::contains);
    }

    /** What keeps the printer from printing. */
    Optional<ReceiptFault> stop() {
        return STOPS.stream().filter(faults::contains).findFirst();
    }

    /** What keeps it from printing until somebody has seen to it: a hot head cools, and a button is let go. */
    Optional<ReceiptFault> lastingStop() {
        return stop().filter(EscPosStatus::lasts);
    }

    /** True of what passes only when somebody has seen to it. */
    static boolean lasts(ReceiptFault stop) {
        return stop != HEAD_HOT && stop != OFFLINE;
    }

    /** True in an error from which it goes on at a word ({@code DLE ENQ}): in these alone most models heed the order to forget. */
    boolean waitsForWord() {
        return faults.contains(COVER_OPEN) || faults.contains(CUTTER);
    }

    /** Something to be seen to that stops nobody. */
    Optional<ReceiptFault> remark() {
        return stop().isPresent() ? Optional.empty() : faults.stream().findFirst();
    }

    /** The same with one fault more. */
    EscPosStatus with(ReceiptFault fault) {
        Set<ReceiptFault> more = EnumSet.of(fault);
        more.addAll(faults);
        return new EscPosStatus(more);
    }

    /** The same without one fault. */
    EscPosStatus without(ReceiptFault fault) {
        Set<ReceiptFault> rest = EnumSet.noneOf(ReceiptFault.class);
        rest.addAll(faults);
        rest.remove(fault);
        return new EscPosStatus(rest);
    }
}
