/**
 * What the platform has this kiosk do: the few things a technician would else have to travel for.
 *
 * <p>Owns the signed list of open commands and what became of each. Promises that the intent is on the disk before anything is done, that
 * no command is done twice, that nothing is done while a resident is being served, and that nothing is tested while the mains are
 * lost. Refuses what has no kind here: above all to say that a disk was moved, which only somebody who stands before the machine can know.
 */
@Room(
        hanzi = "令",
        is = "the platform's commands: done once, answered once",
        mayUse = {"store", "outbox", "link", "visit", "device.inventory"})
package cn.ting.command;

import cn.ting.sign.Room;
