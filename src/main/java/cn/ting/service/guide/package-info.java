/**
 * Guide: find a matter and read what it takes.
 *
 * <p>Owns search by initials and Chinese, browsing, and the page of a matter. Promises that what is shown is what the
 * platform signed. Refuses to start a matter: it leads to the service that does.
 */
@Room(
        hanzi = "导",
        is = "find a matter, read what it takes",
        mayUse = {"matter", "screen"})
package cn.ting.service.guide;

import cn.ting.sign.Room;
