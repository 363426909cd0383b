package cn.ting.tuf;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * The one form of a JSON value that is signed, OLPC's canonical JSON (http://wiki.laptop.org/go/Canonical_JSON): no space, keys in the order
 * of their code points, in strings only the backslash and the quotation mark escaped, no fractions.
 */
public final class CanonicalJson {

    /** UTF-8 sorts as code points do; Java's own order of strings does not, beyond the Basic Multilingual Plane. */
    private static final Comparator<String> BY_CODE_POINT = (one, other) -> Arrays.compareUnsigned(utf8(one), utf8(other));

    private CanonicalJson() {}

    /** @throws TufException when the value has no canonical form, for it holds a fraction, or half a character, which has no bytes */
    public static byte[] of(JsonNode value) throws TufException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(value, out);
        return out.toByteArray();
    }

    private static void write(JsonNode value, ByteArrayOutputStream out) throws TufException {
        if (value.isTextual()) {
            write(value.textValue(), out);
        } else if (value.isIntegralNumber()) {
            out.writeBytes(utf8(value.bigIntegerValue().toString()));
        } else if (value.isBoolean() || value.isNull()) {
            out.writeBytes(utf8(value.asText()));
        } else if (value.isArray()) {
            writeItems(value, out);
        } else if (value.isObject()) {
            writeFields(value, out);
        } else {
            throw new TufException(TufException.Why.MALFORMED, "a fraction cannot be signed");
        }
    }

    private static void writeItems(JsonNode array, ByteArrayOutputStream out) throws TufException {
        out.write('[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            write(array.get(i), out);
        }
        out.write(']');
    }

    private static void writeFields(JsonNode object, ByteArrayOutputStream out) throws TufException {
        List<String> names = new ArrayList<>();
        for (Iterator<String> name = object.fieldNames(); name.hasNext(); ) {
            names.add(name.next());
        }
        names.sort(BY_CODE_POINT);
        out.write('{');
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            write(names.get(i), out);
            out.write(':');
            write(object.get(names.get(i)), out);
        }
        out.write('}');
    }

    private static void write(String text, ByteArrayOutputStream out) throws TufException {
        mustBeWhole(text);
        out.write('"');
        out.writeBytes(utf8(text.replace("\\", "\\\\").replace("\"", "\\\"")));
        out.write('"');
    }

    /** UTF-8 has a question mark for a surrogate without its other: two texts would have one form. */
    private static void mustBeWhole(String text) throws TufException {
        if (text.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            throw new TufException(TufException.Why.MALFORMED, "half a character cannot be signed");
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
