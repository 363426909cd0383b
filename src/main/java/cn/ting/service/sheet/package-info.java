/**
 * Sheet (一次性告知单): everything to bring for a matter, in one complete list on A4, to take home.
 *
 * <p>Owns what stands on it, the act of printing it and how often a visit may. Promises that it is called printed only when the printer
 * has called the job completed, that a repeated tap prints nothing anew, and that nothing comes out after the visit. What stands on it is
 * the catalogue's and nobody's own. Refuses to offer paper where there is no printer of documents or no font: there the list is
 * taken along as a code.
 */
@Room(
        hanzi = "告",
        is = "what to bring for a matter, printed on A4 or as a code",
        mayUse = {"visit", "matter", "screen", "code", "device.inventory", "device.document", "paper", "store"})
package cn.ting.service.sheet;

import cn.ting.sign.Room;
