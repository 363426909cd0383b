/**
 * Slips that a visit promises: handed over, remembered, called off, and told as they are.
 *
 * <p>Owns what becomes of a slip between its intent and its fact. Promises that a slip is called printed only when it is, that nothing is
 * printed again by itself, that none begins where nobody is known to stand for it, nor while acts are held back, and that whoever has pressed the
 * button is told on the page of the end what did not come out by then. Refuses to know what a slip is about: how it is drawn, which fact concludes
 * it and who hears of it are its service's.
 */
@Room(
        hanzi = "条",
        is = "slips promised in a visit: handed over, called off, told as they are",
        mayUse = {"visit", "screen", "device.inventory", "device.receipt", "roll", "store"})
package cn.ting.slip;

import cn.ting.sign.Room;
