package cn.ting.device.receipt;

/** What became of a slip. There is no fourth outcome, and only the first may be called printed. */
public sealed interface PrintOutcome {

    /** An answer that travelled through the print buffer came back after the cut, and real-time status was clean. */
    record Printed() implements PrintOutcome {}

    /** Certainly no usable slip came out; the buffer has been cleared or will be before the next slip. */
    record NotPrinted(ReceiptFault why) implements PrintOutcome {}

    /** The slip, or a part of it, may have come out. */
    record Unknown(ReceiptFault why) implements PrintOutcome {}
}
