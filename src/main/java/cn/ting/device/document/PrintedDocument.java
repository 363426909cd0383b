package cn.ting.device.document;

/** What became of a document. There is no fourth outcome, and only the first may be called printed. */
public sealed interface PrintedDocument {

    /** The printer, or a queue that follows a job into it, has called the job completed, and has not said that it was with errors. */
    record Printed() implements PrintedDocument {}

    /** Certainly no page came out: the document never reached the printer or was not looked at, or the job ended before it was begun. */
    record NotPrinted(DocumentFault why) implements PrintedDocument {}

    /** The document, or a part of it, may have come out. What is left of it is cancelled before the next one. */
    record Unknown(DocumentFault why) implements PrintedDocument {}
}
