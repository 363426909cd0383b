/**
 * Pictures in grey, a byte a pixel: the same at several sizes, parted in dark and light, and where they are busy.
 *
 * <p>Promises buffers that are kept, so that a camera's frames leave nothing to be collected. Refuses to know what a picture
 * shows, and in which format a file holds one.
 */
@Room(
        hanzi = "像",
        is = "pictures in grey, at several sizes and in two tones")
package cn.ting.picture;

import cn.ting.sign.Room;
