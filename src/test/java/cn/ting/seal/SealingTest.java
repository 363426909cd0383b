package cn.ting.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sealed as it is written, and the names of a day. */
class SealingTest {

    private static final byte[] PLAIN = "something".getBytes(StandardCharsets.UTF_8);

    private final DeviceKey device = new DeviceKey(X25519.fresh());
    private final SealingKey toDevice = new SealingKey(device.kid(), device.publicKey());
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void onlyItsKeyOpensWhatIsSealedAndOnlyAsWhatItBelongsTo() throws BadSealException, IOException {
        JsonNode written = json.readTree(json.writeValueAsBytes(toDevice.seal("k1/e/7 t", PLAIN)));
        Sealed read = Sealed.of(written);

        assertArrayEquals(PLAIN, device.open(read, "k1/e/7 t"));
        assertThrows(BadSealException.class, () -> device.open(read, "k1/e/8 t"));
        assertThrows(BadSealException.class, () -> new DeviceKey(X25519.fresh()).open(read, "k1/e/7 t"));
        assertThrows(BadSealException.class, () -> device.open(new Sealed("SM2-SM4-GCM", read.kid(), read.enc(), read.ct()), "k1/e/7 t"));
    }

    @Test
    void sealedTwiceItIsNeverTheSame() {
        assertNotEquals(toDevice.seal("a", PLAIN), toDevice.seal("a", PLAIN));
    }

    @Test
    void whateverCharacterIsChangedNothingIsOpened() {
        Sealed sealed = toDevice.seal("a", PLAIN);
        for (int at = 0; at < sealed.enc().length(); at++) {
            Sealed changed = new Sealed(sealed.alg(), sealed.kid(), changed(sealed.enc(), at), sealed.ct());
            assertThrows(BadSealException.class, () -> device.open(changed, "a"), changed::enc);
        }
        for (int at = 0; at < sealed.ct().length(); at++) {
            Sealed changed = new Sealed(sealed.alg(), sealed.kid(), sealed.enc(), changed(sealed.ct(), at));
            assertThrows(BadSealException.class, () -> device.open(changed, "a"), changed::ct);
        }
    }

    /** The next letter of the alphabet: its lowest bit and maybe more; at the end of the text, bits that mean nothing. */
    private static String changed(String text, int at) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char next = alphabet.charAt((alphabet.indexOf(text.charAt(at)) + 1) % alphabet.length());
        return text.substring(0, at) + next + text.substring(at + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "null", "[]", "7", "{\"alg\":\"a\",\"kid\":\"k\",\"enc\":\"e\"}", "{\"alg\":\"a\",\"kid\":\"k\",\"enc\":\"e\",\"ct\":7}",
        "{\"alg\":\"\",\"kid\":\"k\",\"enc\":\"\",\"ct\":\"\"}", "{\"alg\":\"a\",\"kid\":\"k/1\",\"enc\":\"\",\"ct\":\"\"}"
    })
    void whatIsNotSoWrittenIsRefused(String text) throws IOException {
        JsonNode node = json.readTree(text);
        assertThrows(IllegalArgumentException.class, () -> Sealed.of(node));
    }

    @Test
    void sizesHaveAnEnd() {
        assertThrows(IllegalArgumentException.class, () -> toDevice.seal("a", new byte[Sealed.MOST_BYTES - 15]));
        assertEquals(16, Sealed.MOST_BYTES - toDevice.seal("a", new byte[Sealed.MOST_BYTES - 32]).box().ct().length);
        assertThrows(IllegalArgumentException.class, () -> new Sealed("a", "k", "e".repeat(1025), ""));
        assertThrows(IllegalArgumentException.class, () -> new Sealed("a", "k", "", "c".repeat(Sealed.MOST_BYTES * 3 / 2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "no key", "QzBMn4WWZRRaaxuidAJEh71m8Dot1XfXdTxo19fQDADA=="})
    void whatIsNoKeyIsNotSealedTo(String written) {
        assertThrows(IllegalArgumentException.class, () -> new SealingKey("k", written));
    }

    @Test
    void aPersonHasOneNameADayAndAnotherTheNextDay() {
        byte[] key = X25519.fresh();
        DayKey today = new DayKey(key);
        String name = today.pseudonym("99990119600202002X");
        assertEquals(name, new DayKey(key).pseudonym(" 99990119600202002x "));
        assertEquals(22, name.length());

        Set<String> others = new HashSet<>();
        others.add(name);
        others.add(new DayKey(X25519.fresh()).pseudonym("99990119600202002X"));
        for (int person = 0; person < 1_000; person++) {
            others.add(today.pseudonym("9999011960020" + String.format("%05d", person)));
        }
        assertEquals(1_002, others.size());
        assertThrows(IllegalArgumentException.class, () -> new DayKey(new byte[31]));
    }

    @Test
    void nothingTellsASecretByItsName() {
        assertEquals("DayKey", new DayKey(new byte[32]).toString());
        assertEquals("DeviceKey " + device.kid(), device.toString());
        assertEquals("SealingKey " + device.kid(), toDevice.toString());
    }
}
