/**
 * The simulated platform's desk for what kiosks are told to do, to be and to believe: commands, desired configuration, roots.
 *
 * <p>It is another's software, written from {@code src/docs/contract} alone. Owns which commands are open and which configuration is
 * wanted. Promises that a command is taken from its list once its end is stored. Absent from a release.
 */
@Room(
        hanzi = "遥",
        is = "bench: the platform's commands, desired configuration and roots",
        mayUse = {"platform"})
package cn.ting.remote;

import cn.ting.sign.Room;
