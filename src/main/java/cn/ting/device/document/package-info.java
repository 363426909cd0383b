/**
 * Printers of documents on A4.
 *
 * <p>Owns IPP (RFC 8010, RFC 8011) and the truth about documents. Promises one of three outcomes for every document: printed, not
 * printed, unknown; says <em>printed</em> only when the printer has called the job completed, and not a queue that has handed it its bytes. Promises that nothing of a visit comes out
 * in the next one: what is unfinished is cancelled at its end, and nothing is printed until the printer's queue, and that of the local
 * CUPS where it is used, have been seen empty. Never repeats a document by itself, and names no person in a job.
 */
@Room(
        hanzi = "文书",
        is = "printers of documents on A4 (IPP, with or without CUPS)",
        mayUse = {"device.inventory", "wire", "supply"},
        keeps = {"com.hp.jipp"})
package cn.ting.device.document;

import cn.ting.sign.Room;
