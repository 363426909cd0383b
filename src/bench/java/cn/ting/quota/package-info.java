/**
 * The simulated platform's appointments: which times are given, how many of each, and who has which.
 *
 * <p>It is another's software, written from {@code src/docs/contract} alone. Owns quotas and appointments. Promises that no time is given more often
 * than its quota, to nobody twice, and that an asking that comes again changes nothing. Absent from a release.
 */
@Room(
        hanzi = "额",
        is = "bench: appointments, by quota",
        mayUse = {"vault", "answers"},
        keeps = {})
package cn.ting.quota;

import cn.ting.sign.Room;
