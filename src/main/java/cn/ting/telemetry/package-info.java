/**
 * Telemetry: what was wrong and what was logged while nobody was looking.
 *
 * <p>Owns the events that wait, oldest let go of first beyond a quota, and the count of those. Promises that the platform sees how many it
 * does not see, and that no fact waits for an event. Refuses personal data, and to be relied on: what must arrive is a letter.
 */
@Room(
        hanzi = "测",
        is = "what was wrong and what was logged, as long as there is room for it",
        mayUse = {"link", "store"})
package cn.ting.telemetry;

import cn.ting.sign.Room;
