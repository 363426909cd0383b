/**
 * Loudspeakers that say sentences.
 *
 * <p>Owns the speech engine as a child process, how loud it speaks by the hour, and that the newest sentence wins. Promises that a
 * sentence stands in no list of processes, no log and no file, and that residents lose nothing where there is no engine or no
 * sound card. Refuses to decide what is worth saying.
 */
@Room(
        hanzi = "声",
        is = "loudspeakers: sentences said by a speech engine",
        mayUse = {"device.inventory", "wire"})
package cn.ting.device.speaker;

import cn.ting.sign.Room;
