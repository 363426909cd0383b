/**
 * What is wrong with this kiosk, since when, and for whom.
 *
 * <p>Owns the list of present conditions and the sentences for each fault code: one for the resident, one for staff. Every
 * room writes, health and screen read. Promises that a code never changes its meaning. Refuses personal data.
 */
@Room(
        hanzi = "况",
        is = "what is wrong, since when, for whom",
        open = true,
        mayUse = {"time"})
package cn.ting.condition;

import cn.ting.sign.Room;
