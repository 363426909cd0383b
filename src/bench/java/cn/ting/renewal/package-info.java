/**
 * The figures of an update (更新): what it costs the line, what a switch costs residents, and what its checks cost the machine, each beside a
 * baseline or a limit.
 *
 * <p>Owns the second release that a kiosk is given, and the repository it comes from. Promises that launcher, releases and the tools of who
 * releases are those that ship. Refuses to judge: what a figure should be is said where it is printed.
 */
@Room(
        is = "what an update costs: figures with baselines, through the launcher that ships",
        mayUse = {"bench", "figure", "slots", "http", "tuf"})
package cn.ting.renewal;

import cn.ting.sign.Room;
