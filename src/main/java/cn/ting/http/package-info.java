/**
 * Questions to servers over HTTP that end.
 *
 * <p>Owns how long a server is waited for, and how much of the line what is in no hurry may take. Promises that nobody waits for the beginning of an answer, or for a short one, longer than a
 * minute, whatever the server does, that whoever waits hears of every end, that no redirect is followed, and that where a file of authorities is
 * named nobody else is believed to be the server. Refuses to know what is asked;
 * how long an answer's body may take that is read from its connection is for the reader to say.
 */
@Room(
        hanzi = "谈",
        is = "questions over HTTP that are not waited for without end",
        mayUse = {},
        keeps = {"javax.net.ssl"})
package cn.ting.http;

import cn.ting.sign.Room;
