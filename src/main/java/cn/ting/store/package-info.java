/**
 * The ledger: one SQLite file that holds what a resident was promised.
 *
 * <p>Owns the file, its one writer, its migrations and the gate against SQLite versions that lose data. Promises that what
 * a transaction committed survives a power cut (WAL, synchronous FULL). Refuses to know what the tables mean: each is
 * owned by a class ending in {@code Table} in the room that fills it.
 */
@Room(
        hanzi = "册",
        is = "the ledger: one SQLite file, one writer",
        keeps = {"org.sqlite", "java.sql", "javax.sql"})
package cn.ting.store;

import cn.ting.sign.Room;
