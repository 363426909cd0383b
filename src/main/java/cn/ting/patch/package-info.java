/**
 * Files made of older ones and the little that became different in them.
 *
 * <p>Owns the form of a patch and of the list that names them, and both the making and the reading. Promises that reading ends, writes no byte
 * more than it was told to, and takes little memory, whatever a patch says. Refuses to believe either: whoever reads has held the patch to what was signed,
 * and holds what comes out to it again.
 */
@Room(
        hanzi = "补",
        is = "files made of older ones and what became different in them",
        mayUse = {},
        keeps = {"org.tukaani.xz"})
package cn.ting.patch;

import cn.ting.sign.Room;
