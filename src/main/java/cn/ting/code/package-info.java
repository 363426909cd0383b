/**
 * Makes QR codes (ISO/IEC 18004) for paper and screen, and reads them from a camera's frames and from photos.
 *
 * <p>Owns everything said to ZXing. Promises a code that a phone reads from paper 58 mm wide, a reading that is right or none,
 * and an end to every attempt. Refuses to know what a code says, and where a picture comes from.
 *
 * <p>Reading goes from a picture to words in these steps: room {@code finder} sees finder patterns; {@code Corners} (which
 * three), {@code FirstGrid} (a first guess at the modules), {@code GridFit} on {@code Grid} (the edges, to a fraction of a
 * pixel), {@code Modules}, {@code Shade} and {@code Spill} (dark or light, and how sure), {@code Codewords} (what was read wrong is
 * put right, the unsure given up first), {@code Payload} (ZXing's decoder, and the character set). {@code CodeReader} tries the ways
 * to {@code Look} in turns, with {@code Patience} while a camera shows the same, {@code CandidateReader} what follows the corners.
 * Before each dear step stands a cheap test of whether it can succeed, and what hardly ever does is left to the end of the picture.
 */
@Room(
        hanzi = "码",
        is = "making and reading QR codes",
        mayUse = {"picture", "finder", "reckon"},
        keeps = {"com.google.zxing"})
package cn.ting.code;

import cn.ting.sign.Room;
