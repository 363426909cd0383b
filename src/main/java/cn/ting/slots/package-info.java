/**
 * Releases in their two slots, and the small files that say which one starts; what is on the disk is laid down in
 * {@code src/docs/decisions/0024-slots-a-pointer-a-trial.md}, and the launcher reads it too.
 *
 * <p>Owns the manifest and its rules, the pointers, and the way a release comes into a slot. Promises that a slot is named only when all of
 * it is on the disk and was held to a signed manifest after it was written, that the slot something serves from is never written to, and that a cut at
 * any moment leaves a committed release named. Refuses to say when a release may start and to whom that is told.
 */
@Room(
        hanzi = "槽",
        is = "releases in their two slots, and what says which one starts",
        mayUse = {"http", "tuf", "patch"})
package cn.ting.slots;

import cn.ting.sign.Room;
