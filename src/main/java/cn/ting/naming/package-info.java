/**
 * What a fact says of the person it is about.
 *
 * <p>Owns the platform's document of naming (which key to seal to, the keys of today's and tomorrow's pseudonyms) and what is written
 * of a person by it. Promises that a person's name and number leave this room sealed to the platform or not at all, and that the
 * key of a day that is past by the platform's time is not kept in memory. Refuses to keep a person, and to know who may be named in which fact.
 */
@Room(
        hanzi = "名",
        is = "a person in a fact: sealed to the platform, and a name for one day",
        mayUse = {"store", "link"})
package cn.ting.naming;

import cn.ting.sign.Room;
