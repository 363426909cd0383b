/**
 * Makes QR codes (ISO/IEC 18004) for paper and screen.
 *
 * <p>Owns everything said to ZXing. Promises a code that a phone reads from paper 58 mm wide. Refuses to know what a code
 * says.
 */
@Room(
        hanzi = "码",
        is = "making QR codes",
        keeps = {"com.google.zxing"})
package cn.ting.code;

import cn.ting.sign.Room;
