/**
 * The editor's desk of the simulated platform: the matters and halls of an invented district, and their publication.
 *
 * <p>Owns the content under {@code catalogue/} and the making of pages, chapters and the head. Promises blobs first and the
 * head last, and that one changed matter moves one page, one chapter and the head. Refuses to sign or to send: the platform
 * does both.
 */
@Room(hanzi = "编", is = "bench: an invented district's catalogue and its publication")
package cn.ting.catalogue;

import cn.ting.sign.Room;
