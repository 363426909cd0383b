package cn.ting.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.seal.BadSealException;
import cn.ting.settings.PlaceSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The platform's document, as the contract writes it and as nobody should. */
class NamingDocumentTest {

    private static final Path EXAMPLE = Path.of(System.getProperty("project.root", "."), "src/docs/contract/examples/naming.json");
    private static final PlaceSettings PLACE = new PlaceSettings("demo", "kiosk-1", "亭", "Kiosk");

    @Example
    void theExampleOfTheContractIsTaken() throws IOException, BadSealException {
        NamingDocument document = read(Files.readAllBytes(EXAMPLE));
        assertEquals(1795433400120L, document.version());
        assertEquals("demo-1", document.sealing().orElseThrow().kid());
        assertEquals(Map.of(), document.days(), "they are sealed to a key of another kiosk than this one, which has none");
    }

    /** SM2, or whatever will be, is passed over for a key that is known here. */
    @Example
    void theFirstKeyOfAKnownKindIsTaken() throws IOException, BadSealException {
        String later = "{\"kid\":\"demo-2\",\"alg\":\"SM2-SM4-GCM\",\"publicKey\":\"AAAA\"}";
        String both = text().replaceFirst("\"sealing\": \\[", "\"sealing\": [" + later + ",");
        assertEquals("demo-1", read(both).sealing().orElseThrow().kid());
        assertFalse(read(both.replaceFirst("(?s)(\"sealing\": \\[.*?\\}),.*?\\]", "$1]")).sealing().isPresent());
    }

    @Example
    void whatIsForAnotherOrHasNoEndIsRefused() throws IOException {
        assertThrows(BadSealException.class, () -> read(text().replace("\"demo\"", "\"other\"")));
        assertThrows(BadSealException.class, () -> read(text().replace("\"kiosk-1\"", "\"kiosk-2\"")));
        assertThrows(IllegalArgumentException.class, () -> read(text().replace("1795433400120", "0")));
        assertThrows(IllegalArgumentException.class, () -> read(text().replaceFirst("\"days\": \\[", "\"days\": [" + "{},".repeat(8))));
        String smallOrder = "A".repeat(43);
        assertThrows(IllegalArgumentException.class,
                () -> read(text().replace("Qw9LmFlmUUWmsbonQCRIe9ZvA6LdV313U8aNfX0AwAw", smallOrder)));
    }

    @Property(tries = 200)
    void whateverIsChangedInItIsTakenOrRefusedInOrder(
            @ForAll @IntRange(max = 1_200) int at, @ForAll @IntRange(max = 60) int length, @ForAll @Size(max = 6) byte[] by) throws IOException {
        byte[] good = Files.readAllBytes(EXAMPLE);
        int from = Math.min(at, good.length);
        int to = Math.min(good.length, from + length);
        byte[] changed = new byte[from + by.length + good.length - to];
        System.arraycopy(good, 0, changed, 0, from);
        System.arraycopy(by, 0, changed, from, by.length);
        System.arraycopy(good, to, changed, from + by.length, good.length - to);
        try {
            assertTrue(read(changed).version() >= 1);
        } catch (BadSealException | IOException | DateTimeException | IllegalArgumentException refused) {
            assertNotNull(refused, "these are what a reader of it has to expect; anything else fails this");
        }
    }

    private static NamingDocument read(String text) throws IOException, BadSealException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static NamingDocument read(byte[] payload) throws IOException, BadSealException {
        return NamingDocument.read(payload, PLACE, Optional.empty());
    }

    private static String text() throws IOException {
        return Files.readString(EXAMPLE);
    }
}
