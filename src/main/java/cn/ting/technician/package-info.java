/**
 * The technician at the open door: what each device is, has done and had happen to it, and proof that it works.
 *
 * <p>Owns the calls under {@code /technician}, on loopback only, for a terminal on this machine and for the bench's page; no page a
 * resident sees leads there. Promises a plain verdict within half a minute, and that nothing is tested while a resident
 * is being served or the mains are lost. Refuses to say anything of a resident.
 */
@Room(
        hanzi = "技师",
        is = "devices and parked letters shown, proven and sent again by a technician, over HTTP on loopback",
        mayUse = {"device.inventory", "outbox", "supply", "visit"})
package cn.ting.technician;

import cn.ting.sign.Room;
