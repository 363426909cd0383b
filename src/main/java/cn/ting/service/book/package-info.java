/**
 * Booking: see which times a hall has left, ask for one, get it on paper, do without it, find it again by card or code.
 *
 * <p>Owns the pages of appointments and their slips. Promises that a time is called booked only when the platform has booked it, that a wait for the
 * platform ends, and that a repeated touch asks once. Checking in gives a number, which is the queue's: residents are led there by its address.
 */
@Room(
        hanzi = "预",
        is = "book a time, see it, do without it, find it by card or code",
        mayUse = {"visit", "matter", "appointment", "screen", "identify", "device.inventory", "roll", "slip", "code", "store", "link"})
package cn.ting.service.book;

import cn.ting.sign.Room;
