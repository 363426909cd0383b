/**
 * The page read aloud, at its button, by the cabinet's loudspeaker.
 *
 * <p>Owns when it speaks and when it falls silent. Promises that nothing is said unless the button of the page on the screen was
 * pressed, that leaving that page or ending the visit cuts it short, and that one voice speaks at a time: where no loudspeaker is ready, the
 * browser's. Keeps nothing of what is said, and refuses to choose what that is: the page does, and leaves out what it marks as private.
 */
@Room(
        hanzi = "读",
        is = "the page read aloud by the cabinet's loudspeaker",
        mayUse = {"visit", "screen", "device.inventory", "device.speaker"})
package cn.ting.aloud;

import cn.ting.sign.Room;
