/**
 * The clock everyone is given, and the only place that asks the machine for the time or waits for it to pass.
 *
 * <p>Owns wall time, uptime, alarms and pauses, and whether the wall clock can be trusted, as the platform
 * or NTP tells. Promises that everything which
 * waits can be stepped in a test. Refuses to say when a hall is open: that is the hall's.
 */
@Room(
        hanzi = "时",
        is = "the clock everyone is given",
        open = true,
        keeps = {"com.sun.jna"})
package cn.ting.time;

import cn.ting.sign.Room;
