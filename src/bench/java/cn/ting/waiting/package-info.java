/**
 * What became of those who waited in the simulated platform's halls, and who waits twice.
 *
 * <p>It is another's software, as all of the platform: written from {@code src/docs/contract}. Owns how each waiting ended and the pseudonyms of
 * the day's waiting. Promises to void nothing: who waits twice is told, and waits twice. Absent from a release.
 */
@Room(hanzi = "候", is = "bench: how waiting ended, and who waits twice")
package cn.ting.waiting;

import cn.ting.sign.Room;
