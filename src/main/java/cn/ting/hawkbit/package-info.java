/**
 * An update server of the area's that assigns releases to kiosks: Eclipse hawkBit, by its Direct Device Integration API.
 *
 * <p>Owns that protocol and what was told of each action. Promises that an action's end is told until the server has it, that the token goes
 * to the configured server alone and into no log, and that no answer is read without a bound on its length and time. Refuses to believe what
 * is assigned: it is a name, and what may be installed under it is for The Update Framework to say. Why so:
 * {@code src/docs/decisions/0026-hawkbit-names-a-release.md}.
 */
@Room(
        hanzi = "派",
        is = "an update server that assigns releases: Eclipse hawkBit (DDI)",
        mayUse = {"http", "store"})
package cn.ting.hawkbit;

import cn.ting.sign.Room;
