/**
 * The spine: one resident's visit, and the book in which everything that happened is written.
 *
 * <p>Owns the visit in progress, the resident of that visit (in memory, gone at its end), the hash-chained visit book and the
 * act that cannot be rolled back. Promises that a fact, its place in the chain and its letter are one commit. Refuses to
 * know what a fact of a service means.
 */
@Room(
        is = "the spine: a visit, its resident, its book",
        mayUse = {"store", "outbox", "naming"})
package cn.ting.visit;

import cn.ting.sign.Room;
