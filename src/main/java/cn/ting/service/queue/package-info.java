/**
 * Queue: choose a hall and a service, take a number, get the paper, watch the board.
 *
 * <p>Owns the order of commit, show and print. Promises that a number shown is a number committed, that a repeated tap gives
 * the same number, and that paper is called printed only when it is. Refuses to take back a number because paper failed.
 */
@Room(
        hanzi = "号",
        is = "take a number, get the paper, watch the board",
        mayUse = {"visit", "matter", "hall", "appointment", "screen", "identify", "device.inventory", "device.receipt", "roll", "slip", "code", "store", "link"})
package cn.ting.service.queue;

import cn.ting.sign.Room;
