/**
 * The machine this kiosk runs on.
 *
 * <p>Owns what tells one machine from another, and whether its network cables and radios are up. Promises to know neither people nor
 * places. What it cannot read it says is unknown; it never guesses.
 */
@Room(hanzi = "机", is = "the machine: what tells it from others, when its network comes up")
package cn.ting.machine;

import cn.ting.sign.Room;
