package cn.ting.device.scanner;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the bytes of a code say: UTF-8 if they can be that, else GB18030, in which many Chinese codes are still made. Text that is valid
 * in both and meant in the second is rare: a run of GB18030 pairs hardly ever follows UTF-8's rule.
 */
final class CodeText {

    /** As much as a QR code holds in binary mode: version 40-L, ISO/IEC 18004. */
    static final int MOST_BYTES = 2_953;

    private static final List<Charset> TRIED = List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"));

    private static final Pattern KIND = Pattern.compile("^][A-Za-z][0-9A-Za-z](?=.)");

    private CodeText() {}

    /** Many scanners are set to send an AIM identifier before a code, such as {@code ]Q1} (ISO/IEC 15424), as if it were a part of it. */
    static String withoutKind(String code) {
        return KIND.matcher(code).replaceFirst("");
    }

    /** The text without blanks around it; empty for none, and for bytes that are no text at all. */
    static Optional<String> of(byte[] bytes, int count) {
        return TRIED.stream().flatMap(charset -> decoded(bytes, count, charset).stream()).findFirst()
                .map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Optional<String> decoded(byte[] bytes, int count, Charset charset) {
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, count)).toString();
            // A control character is no part of a code's text, but of a line that crackles.
            return text.chars().noneMatch(one -> one < ' ' && one != '\t' && one != '\n' && one != '\r' && one != 0x1D)
                    ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException anotherCharset) {
            return Optional.empty();
        }
    }
}
