/**
 * The catalogue: what a resident can get done, as the platform published and signed it.
 *
 * <p>Owns the sync of head, chapters and pages, a rebuildable store of its own, and its search. Promises that one whole
 * signed version is served at any time. Refuses a wrong hash, a bad signature, an older version; nothing about a matter is
 * built into the kiosk.
 */
@Room(
        hanzi = "事项",
        is = "the catalogue of matters, its sync and its search",
        mayUse = {"intake", "link"},
        keeps = {"org.sqlite", "java.sql"})
package cn.ting.matter;

import cn.ting.sign.Room;
