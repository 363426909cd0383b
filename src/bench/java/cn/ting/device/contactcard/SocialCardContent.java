package cn.ting.device.contactcard;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What is written on a simulated social-security card, item by item as LD/T 32-2015 lays it out. Whoever it names is invented: no region
 * is numbered 9999.
 *
 * @param identification 32 hexadecimal digits
 * @param cardClass one character
 * @param version four characters
 * @param agency 24 hexadecimal digits
 * @param issued eight digits
 * @param validUntil eight digits
 * @param cardNumber at most nine characters
 * @param number eighteen characters
 * @param name at most 30 bytes of GBK
 * @param sex one character
 * @param ethnicGroup two digits
 * @param birthplace six digits
 * @param birth eight digits
 */
public record SocialCardContent(
        String identification,
        String cardClass,
        String version,
        String agency,
        String issued,
        String validUntil,
        String cardNumber,
        String number,
        String name,
        String sex,
        String ethnicGroup,
        String birthplace,
        String birth) {

    private static final Charset GBK = Charset.forName("GBK");
    private static final int FIRST_OF_HOLDER = 0x08;

    /** The card of an invented Zhang Xiaosan. */
    public static SocialCardContent zhang() {
        return new SocialCardContent("999901D156000005" + "0011223344556677", "1", "3.00", "915600000233100099990100", "20200315",
                "20300314", "T00000018", "999901195001010012", "张小三", "1", "01", "999901", "19500101");
    }

    /** The records of a file, in order: each an item of id, length and value. */
    byte[][] records(int file) {
        return file == 0x05
                ? new byte[][] {
                    item(1, hex(identification)), item(2, ascii(cardClass)), item(3, ascii(version)), item(4, hex(agency)),
                    item(5, hex(issued)), item(6, hex(validUntil)), item(7, filled(ascii(cardNumber), 9))
                }
                : new byte[][] {
                    item(FIRST_OF_HOLDER, ascii(number)), item(FIRST_OF_HOLDER + 1, filled(name.getBytes(GBK), 30)),
                    item(FIRST_OF_HOLDER + 2, ascii(sex)), item(FIRST_OF_HOLDER + 3, hex(ethnicGroup)),
                    item(FIRST_OF_HOLDER + 4, hex(birthplace)), item(FIRST_OF_HOLDER + 5, hex(birth))
                };
    }

    private static byte[] item(int id, byte[] value) {
        byte[] item = new byte[value.length + 2];
        item[0] = (byte) id;
        item[1] = (byte) value.length;
        System.arraycopy(value, 0, item, 2, value.length);
        return item;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] filled(byte[] text, int to) {
        return Arrays.copyOf(text, to);
    }

    @Override
    public String toString() {
        return "SocialCardContent";
    }
}
