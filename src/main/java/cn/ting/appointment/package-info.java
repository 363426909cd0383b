/**
 * Appointments: which times are left, asking for one, doing without it, and checking in on the day.
 *
 * <p>Owns what was asked for, withdrawn and checked in here; quotas and who has which time are the platform's. Promises that asking twice asks once,
 * and that nothing is called booked before the platform says so. Refuses to check anybody in before the hall's time, twice, or for what is not
 * booked.
 */
@Room(
        hanzi = "约",
        is = "appointments: asked for, told, checked in",
        mayUse = {"store", "link", "matter", "hall", "visit"})
package cn.ting.appointment;

import cn.ting.sign.Room;
