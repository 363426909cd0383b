package cn.ting.code;

import com.google.zxing.common.BitArray;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.decoder.Mode;
import com.google.zxing.qrcode.decoder.Version;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * A sound symbol of any content, also of such as no encoder writes: character sets in the middle, FNC1, parts of several, Kanji, Hanzi, empty
 * segments, or words by chance. Drawn by what ZXing shows only to its own package.
 *
 * @param text what it says; null where only a decoder can tell
 */
record DrawnSymbol(ByteMatrix modules, String text) {

    private static final int MOST_VERSION = 6;
    private static final int HANZI_GB2312 = 1;
    private static final char GROUP = 0x1D;
    private static final String ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $*+-./:";
    private static final String KANJI = "点茗荷亜腕弌熙日本語漢字";
    private static final String HANZI = "云亭市民卡望柳区荷塘路号啊齄一的";
    private static final Charset GB2312 = Charset.forName("GB2312");
    private static final Charset SHIFT_JIS = Charset.forName("Shift_JIS");

    /** By ISO/IEC 15424's numbers of character sets, which a symbol may name. */
    private enum Naming {
        UTF_8(26, StandardCharsets.UTF_8),
        GB18030(29, Charset.forName("GB18030")),
        SHIFT_JIS(20, DrawnSymbol.SHIFT_JIS),
        LATIN(3, StandardCharsets.ISO_8859_1);

        private final int number;
        private final Charset charset;

        Naming(int number, Charset charset) {
            this.number = number;
            this.charset = charset;
        }
    }

    /** Segments of all kinds in any order, at most some dozens of characters. */
    static DrawnSymbol ofSegments(Random random) {
        BitArray bits = new BitArray();
        StringBuilder text = new StringBuilder();
        Charset charset = StandardCharsets.UTF_8;
        boolean isFnc1 = false;
        boolean isNamed = false;
        if (random.nextInt(6) == 0) {
            head(bits, Mode.STRUCTURED_APPEND);
            bits.appendBits(random.nextInt(1 << 16), 16);
        }
        if (random.nextInt(5) == 0) {
            isFnc1 = true;
            head(bits, random.nextBoolean() ? Mode.FNC1_FIRST_POSITION : Mode.FNC1_SECOND_POSITION);
        }
        for (int i = random.nextInt(5); i >= 0; i--) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    Naming naming = Naming.values()[random.nextInt(Naming.values().length)];
                    head(bits, Mode.ECI);
                    bits.appendBits(naming.number, 8);
                    charset = naming.charset;
                    isNamed = true;
                }
                case 1 -> text.append(digits(bits, random));
                case 2 -> text.append(alphanumeric(bits, random, isFnc1));
                // Bytes that name no set are UTF-8 beyond doubt only where all of the symbol may be taken for it.
                case 3 -> text.append(bytes(bits, random, charset, isNamed || !isFnc1 ? charset : StandardCharsets.US_ASCII));
                case 4 -> text.append(wide(bits, random, KANJI, false));
                default -> text.append(wide(bits, random, HANZI, true));
            }
        }
        return new DrawnSymbol(drawn(bits, random), text.toString());
    }

    /** Words by chance, with the check words that belong to them. */
    static DrawnSymbol ofChance(Random random) {
        BitArray bits = new BitArray();
        for (int i = random.nextInt(60); i >= 0; i--) {
            bits.appendBits(random.nextInt(256), 8);
        }
        return new DrawnSymbol(drawn(bits, random), null);
    }

    private static void head(BitArray bits, Mode mode) {
        bits.appendBits(mode.getBits(), 4);
    }

    /** All counts are those of the nine smallest versions. */
    private static String digits(BitArray bits, Random random) {
        String digits = drawn("0123456789", random.nextInt(9), random);
        head(bits, Mode.NUMERIC);
        bits.appendBits(digits.length(), 10);
        for (int i = 0; i < digits.length(); i += 3) {
            String three = digits.substring(i, Math.min(i + 3, digits.length()));
            bits.appendBits(Integer.parseInt(three), 1 + 3 * three.length());
        }
        return digits;
    }

    /** Under FNC1 a percent sign is a group's end, and two are one. */
    private static String alphanumeric(BitArray bits, Random random, boolean isFnc1) {
        String letters = drawn(ALPHANUMERIC, random.nextInt(9), random) + (isFnc1 && random.nextBoolean() ? "%A%%" : "");
        String codes = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
        head(bits, Mode.ALPHANUMERIC);
        bits.appendBits(letters.length(), 9);
        for (int i = 0; i + 1 < letters.length(); i += 2) {
            bits.appendBits(45 * codes.indexOf(letters.charAt(i)) + codes.indexOf(letters.charAt(i + 1)), 11);
        }
        if (letters.length() % 2 == 1) {
            bits.appendBits(codes.indexOf(letters.charAt(letters.length() - 1)), 6);
        }
        return letters.replace("%A%%", GROUP + "A%");
    }

    private static String bytes(BitArray bits, Random random, Charset charset, Charset alphabet) {
        boolean isAscii = alphabet.equals(StandardCharsets.US_ASCII) || alphabet.equals(StandardCharsets.ISO_8859_1);
        String letters = drawn(isAscii || random.nextBoolean() ? "abcxyz {}" : alphabet.equals(SHIFT_JIS) ? KANJI : HANZI, random.nextInt(9), random);
        byte[] bytes = letters.getBytes(charset);
        head(bits, Mode.BYTE);
        bits.appendBits(bytes.length, 8);
        for (byte b : bytes) {
            bits.appendBits(b & 255, 8);
        }
        return letters;
    }

    private static String wide(BitArray bits, Random random, String of, boolean isHanzi) {
        String letters = drawn(of, random.nextInt(5), random);
        head(bits, isHanzi ? Mode.HANZI : Mode.KANJI);
        if (isHanzi) {
            bits.appendBits(HANZI_GB2312, 4);
        }
        bits.appendBits(letters.length(), 8);
        byte[] pairs = letters.getBytes(isHanzi ? GB2312 : SHIFT_JIS);
        for (int i = 0; i < pairs.length; i += 2) {
            int pair = (pairs[i] & 255) << 8 | pairs[i + 1] & 255;
            int from = isHanzi ? pair < 0xB000 ? 0xA1A1 : 0xA6A1 : pair < 0xE000 ? 0x8140 : 0xC140;
            int row = isHanzi ? 0x60 : 0xC0;
            bits.appendBits((pair - from >> 8) * row + (pair - from & 255), 13);
        }
        return letters;
    }

    private static String drawn(String of, int length, Random random) {
        StringBuilder drawn = new StringBuilder();
        while (drawn.length() < length) {
            drawn.append(of.charAt(random.nextInt(of.length())));
        }
        return drawn.toString();
    }

    /** In the smallest version it fits, or one above. */
    private static ByteMatrix drawn(BitArray bits, Random random) {
        ErrorCorrectionLevel level = ErrorCorrectionLevel.values()[random.nextInt(4)];
        int number = 1 + random.nextInt(2);
        while (number < MOST_VERSION && words(number, level) < bits.getSizeInBytes() + 1) {
            number++;
        }
        ErrorCorrectionLevel fitting = words(number, level) < bits.getSizeInBytes() + 1 ? ErrorCorrectionLevel.L : level;
        Version version = Version.getVersionForNumber(number);
        try {
            own(Encoder.class, "terminateBits", int.class, BitArray.class).invoke(null, words(number, fitting), bits);
            Object all = own(Encoder.class, "interleaveWithECBytes", BitArray.class, int.class, int.class, int.class)
                    .invoke(null, bits, version.getTotalCodewords(), words(number, fitting), version.getECBlocksForLevel(fitting).getNumBlocks());
            ByteMatrix modules = new ByteMatrix(version.getDimensionForVersion(), version.getDimensionForVersion());
            own(Class.forName("com.google.zxing.qrcode.encoder.MatrixUtil"), "buildMatrix",
                    BitArray.class, ErrorCorrectionLevel.class, Version.class, int.class, ByteMatrix.class)
                    .invoke(null, all, fitting, version, random.nextInt(8), modules);
            return modules;
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("ZXing has changed, or this does not fit", changed);
        }
    }

    private static int words(int number, ErrorCorrectionLevel level) {
        Version version = Version.getVersionForNumber(number);
        return version.getTotalCodewords() - version.getECBlocksForLevel(level).getTotalECCodewords();
    }

    private static Method own(Class<?> of, String name, Class<?>... parameters) throws ReflectiveOperationException {
        Method method = of.getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }
}
