package cn.ting.slots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.slots.SlotsException.Why;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manifest of a release is read to the letter, or refused with the code of the rule it breaks. */
class ManifestTest {

    private static final String SUM = "0".repeat(63) + "1";
    private static final String GOOD = """
            # ting-release 1
            # version 1.4.0
            # counter 12
            # arch x86_64
            # models park-24h,wall-mini
            # from 3
            # epoch 1790000000
            SUM 10 644 app/ting.jar
            SUM 0 755 bin/ting
            SUM 3 644 runtime/lib/libjvm.so
            """.replace("SUM", SUM);

    @Test
    void what_is_laid_down_is_read() throws SlotsException {
        Manifest manifest = Manifest.parse(bytes(GOOD));

        assertEquals("1.4.0", manifest.version());
        assertEquals(12, manifest.counter());
        assertEquals(List.of("park-24h", "wall-mini"), manifest.models());
        assertEquals(new Manifest.Entry(SUM, 0, true, "bin/ting"), manifest.files().get(1));
        assertEquals(List.of("runtime", "runtime/lib"), Manifest.parents(manifest.files().get(2).path()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ting-release 1      | ting-release 2         | MANIFEST_HEAD
            version 1.4.0       | versions 1.4.0       | MANIFEST_HEAD
            version 1.4.0       | version 1 4          | MANIFEST_HEAD
            counter 12          | counter 0            | MANIFEST_HEAD
            counter 12          | counter 012          | MANIFEST_HEAD
            counter 12          | counter -1           | MANIFEST_HEAD
            counter 12          | counter 9999999999999999 | MANIFEST_HEAD
            park-24h,           | ,                      | MANIFEST_HEAD
            from 3              | from                 | MANIFEST_HEAD
            epoch 1790000000    | epoch now            | MANIFEST_HEAD
            10 644 app          | 10  644 app            | MANIFEST_LINE
            10 644 app          | -1 644 app             | MANIFEST_LINE
            10 644 app          | 010 644 app            | MANIFEST_LINE
            0 755 bin           | 0 755 more bin         | MANIFEST_LINE
            00000001 10         | 0000000A 10            | MANIFEST_LINE
            00000001 10         | 000001 10              | MANIFEST_LINE
            0 755               | 0 777                  | MANIFEST_MODE
            0 755               | 0 4755                 | MANIFEST_MODE
            app/ting.jar        | /app/ting.jar          | MANIFEST_PATH
            app/ting.jar        | ../ting.jar            | MANIFEST_PATH
            app/ting.jar        | app/../../ting.jar     | MANIFEST_PATH
            app/ting.jar        | .app/ting.jar          | MANIFEST_PATH
            app/ting.jar        | app//ting.jar          | MANIFEST_PATH
            app/ting.jar        | app/./ting.jar         | MANIFEST_PATH
            app/ting.jar        | app/                   | MANIFEST_PATH
            app/ting.jar        | app/ting*.jar          | MANIFEST_PATH
            app/ting.jar        | app\\ting.jar          | MANIFEST_PATH
            app/ting.jar        | MANIFEST               | MANIFEST_PATH
            app/ting.jar        | MANIFEST.sig           | MANIFEST_PATH
            app/ting.jar        | bin/ting               | MANIFEST_ORDER
            app/ting.jar        | zoo/ting.jar           | MANIFEST_ORDER
            app/ting.jar        | bin                    | MANIFEST_CLASH
            10 644              | 2147483649 644         | MANIFEST_BYTES
            """)
    void each_rule_has_its_code(String good, String bad, Why why) {
        assertTrue(GOOD.contains(good));
        assertRefused(why, bytes(GOOD.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad))));
    }

    @Test
    void bytes_that_are_no_plain_lines_are_refused() {
        assertRefused(Why.MANIFEST_TEXT, new byte[0]);
        assertRefused(Why.MANIFEST_TEXT, bytes(GOOD.stripTrailing()));
        assertRefused(Why.MANIFEST_TEXT, bytes(GOOD.replace("\n", "\r\n")));
        assertRefused(Why.MANIFEST_TEXT, bytes(GOOD.replace("1.4.0", "1.4亭")));
        assertRefused(Why.MANIFEST_LINE, bytes(GOOD + "\n"));
        assertRefused(Why.MANIFEST_BYTES, bytes(GOOD.substring(0, GOOD.indexOf(SUM))));
        assertRefused(Why.MANIFEST_SIZE, new byte[Manifest.MOST_BYTES + 1]);
    }

    /** Torn and flipped in many ways it is read or refused, and never anything else. */
    @Test
    void whatever_comes_is_read_or_refused() {
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            byte[] torn = bytes(GOOD.substring(0, random.nextInt(GOOD.length() + 1)));
            for (int flips = random.nextInt(3); flips > 0 && torn.length > 0; flips--) {
                torn[random.nextInt(torn.length)] = (byte) random.nextInt(256);
            }
            try {
                Manifest.parse(torn);
            } catch (SlotsException refused) {
                assertTrue(refused.why().code().startsWith("ota.manifest-"), refused.getMessage());
            }
        }
    }

    private static void assertRefused(Why why, byte[] text) {
        assertEquals(why, assertThrows(SlotsException.class, () -> Manifest.parse(text)).why());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
