/**
 * Scanners of bar codes and QR codes.
 *
 * <p>Owns how a code's end is told on a serial line, in HID reports and in key strokes, and the commands that make a module look. Promises
 * a code's text as it was encoded, in memory only, to whoever listens; never in a log. Refuses to know what a code means.
 */
@Room(
        hanzi = "扫",
        is = "scanners of bar codes and QR codes (serial modules, HID POS, keyboards)",
        mayUse = {"device.inventory", "wire"})
package cn.ting.device.scanner;

import cn.ting.sign.Room;
