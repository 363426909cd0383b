/**
 * Sums that fill a book of their own: least squares, and the code of Reed and Solomon.
 *
 * <p>Owns numbers only. Promises that what cannot be told is refused, not guessed. Refuses to know what the numbers stand for.
 */
@Room(
        hanzi = "算",
        is = "least squares, and putting right what was read wrong")
package cn.ting.reckon;

import cn.ting.sign.Room;
