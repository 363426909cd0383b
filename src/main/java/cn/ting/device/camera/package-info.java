/**
 * Cameras at which a resident holds up a code.
 *
 * <p>Owns the child process (ffmpeg) that hands over grey frames on a pipe, its restarts, and the judgement whether what it
 * shows is alive. Promises the newest frame first and none kept: while nobody wants a code the camera is off, and every frame is
 * wiped when it has been looked at or a newer one is there. Refuses to write a frame anywhere, and to know what is on it.
 */
@Room(
        hanzi = "摄",
        is = "cameras: grey frames from a child process, none kept",
        mayUse = {"device.inventory", "wire"})
package cn.ting.device.camera;

import cn.ting.sign.Room;
