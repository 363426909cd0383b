/**
 * The post house: the MQTT 5 link to the central platform.
 *
 * <p>Owns the connection, receipts, presence, the subscription to documents, and questions with their answers. Promises that a letter
 * posted in a transaction is resent until the platform's receipt names it. Carries letters unread; refuses to know what
 * they mean.
 */
@Room(
        hanzi = "驿",
        is = "MQTT: letters up, documents down, questions and answers",
        mayUse = {"outbox", "machine", "store", "wire"},
        keeps = {"org.eclipse.paho"})
package cn.ting.link;

import cn.ting.sign.Room;
