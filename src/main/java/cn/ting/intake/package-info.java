/**
 * What of the catalogue is on its way: asked of the broker, and not come yet.
 *
 * <p>Owns which head and which blobs are subscribed to, in what measure, and for how long there was silence. Promises that no more is asked
 * for at a time than the link takes, that silence is broken by asking again, and that what the broker has lost is asked of the platform by
 * its name. Carries bytes unread; refuses to know whether they are what they are called, or what they say.
 */
@Room(
        hanzi = "取",
        is = "what of the catalogue is on its way: asked for, and asked again",
        mayUse = {"link"})
package cn.ting.intake;

import cn.ting.sign.Room;
