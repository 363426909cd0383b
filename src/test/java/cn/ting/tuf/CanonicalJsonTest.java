package cn.ting.tuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.tuf.TufException.Why;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two values have two signed forms, or none. */
class CanonicalJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"a\": \"\\ud83c\"}",
        "{\"a\": [\"\\udfe0\"]}",
        "{\"\\udfe0\\ud83c\": 1, \"b\": 2}",
        "\"\\ud83c?\""
    })
    void halfACharacterHasNoBytesAndSoNoForm(String json) {
        assertEquals(Why.MALFORMED, assertThrows(TufException.class, () -> form(json)).why());
    }

    @Test
    void aWholeOneHas() throws Exception {
        assertEquals("{\"a\":\"\ud83c\udfe0\"}", form("{ \"a\": \"\\ud83c\\udfe0\" }"));
    }

    private static String form(String json) throws Exception {
        return new String(CanonicalJson.of(new ObjectMapper().readTree(json)), StandardCharsets.UTF_8);
    }
}
