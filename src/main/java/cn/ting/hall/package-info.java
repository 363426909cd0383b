/**
 * The halls: what they offer and when, their boards, and the numbers this kiosk may give.
 *
 * <p>Owns leases, tickets and boards. Promises that a number is given once, by one commit, with or without a link. Refuses to
 * issue when the hall is closed and says when it opens.
 */
@Room(
        hanzi = "厅",
        is = "queue boards, leases, tickets",
        mayUse = {"store", "outbox", "link", "matter"})
package cn.ting.hall;

import cn.ting.sign.Room;
