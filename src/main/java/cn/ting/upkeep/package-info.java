/**
 * What is looked after by the minute, the hour and the day.
 *
 * <p>Owns the daily tally with the platform, and when ledger, outbox, visit book and numbers are tidied. Promises that nothing is let go of
 * before it was receipted, and that both sides count a day's facts to the same sums or say where they differ. Knows no person.
 */
@Room(
        hanzi = "维",
        is = "the daily tally with the platform; the tidying of ledger, book and numbers",
        mayUse = {"store", "outbox", "link", "visit", "hall", "appointment"})
package cn.ting.upkeep;

import cn.ting.sign.Room;
