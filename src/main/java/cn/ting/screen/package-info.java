/**
 * The frame of the touch page: layout, idle, home, language, large print, the clock of the visit, pushes to the page.
 *
 * <p>Owns who holds the screen and how a page looks around its middle. Promises that one visit is shown at a time, and that
 * an ended visit leaves nothing on the page. Refuses to know a service: a service brings its {@link cn.ting.screen.Tile}.
 */
@Room(
        hanzi = "屏",
        is = "the frame of the touch page",
        mayUse = {"visit"},
        keeps = {"io.quarkus.qute"})
package cn.ting.screen;

import cn.ting.sign.Room;
