/**
 * A small file that is replaced whole.
 *
 * <p>Owns the order of steps in which that outlives a power cut. Promises that whoever reads finds the text before or the one after.
 * Refuses what a file is for: that belongs to the room whose file it is.
 */
@Room(is = "a small file, replaced whole", open = true)
package cn.ting.file;

import cn.ting.sign.Room;
