/**
 * Follows whom to believe: root documents, each signed by the one before.
 *
 * <p>Owns the chain of roots as it was adopted. Promises that the chain is proved anew from the key in the settings at every start, and that
 * no version is skipped. What a root means and how it is proved is {@code seal}'s.
 */
@Room(
        hanzi = "信",
        is = "root documents: which keys may sign what, each signed by the one before",
        mayUse = {"store", "link"})
package cn.ting.trust;

import cn.ting.sign.Room;
