/**
 * What may be installed, by The Update Framework 1.0 (https://theupdateframework.github.io/specification/latest/): the four roles at the
 * top; targets are not delegated.
 *
 * <p>Owns the trusted metadata and the order in which it is renewed. Promises that no metadata and no target is taken that is not signed by
 * enough keys of its role, that is older than what was seen, that has expired, or that is not of the length and hashes it should be; and that
 * what was trusted before stays whatever is refused. Refuses to know what a target is for.
 */
@Room(
        hanzi = "凭",
        is = "what may be installed, by The Update Framework: root, timestamp, snapshot, targets",
        mayUse = {"http"},
        keeps = {"java.security.MessageDigest", "java.security.Signature", "java.security.KeyFactory", "picocli"})
package cn.ting.tuf;

import cn.ting.sign.Room;
