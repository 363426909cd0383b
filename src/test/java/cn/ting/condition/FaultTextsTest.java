package cn.ting.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.Shipped;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTextsTest {

    /** Every enum of the house that implements {@link Fault}. */
    private static final List<Class<?>> FAULT_TYPES = Shipped.classes(Fault.class, "Fault");

    static List<Class<?>> faultTypes() {
        return FAULT_TYPES;
    }

    static Stream<String> rooms() {
        return faultTypes().stream().map(FaultTextsTest::room).distinct();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void everyFaultHasBothSentencesInBothLanguagesAndNoSentenceIsLeftOver(String room) throws IOException {
        Set<String> wanted = new TreeSet<>();
        faultTypes().stream()
                .filter(type -> room(type).equals(room))
                .flatMap(FaultTextsTest::faults)
                .forEach(fault -> wanted.addAll(List.of(fault.code() + ".resident", fault.code() + ".staff")));

        for (String language : List.of("", "_en")) {
            Properties texts = texts("/faults/" + room + language + ".properties");
            Set<String> sentences = new TreeSet<>(texts.stringPropertyNames());
            sentences.removeIf(key -> key.endsWith(".pill"));
            assertEquals(wanted, sentences, room + language);
            texts.forEach((key, text) -> assertFalse(text.toString().isBlank(), key + language));
            texts.forEach((key, text) -> assertEquals(language.isEmpty(), isChinese(text), key + language));
        }
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aShortFormIsOfAFaultShortAndThereInBothLanguages(String room) throws IOException {
        Set<String> codes = faultTypes().stream().flatMap(FaultTextsTest::faults).map(Fault::code).collect(Collectors.toSet());
        Properties chinese = pills(room, "");
        chinese.forEach((key, text) -> {
            assertTrue(codes.contains(key.toString().replace(".pill", "")), key + " is of no fault");
            assertTrue(text.toString().length() <= 6, text + " is too long for the head of a page");
        });
        assertEquals(chinese.keySet(), pills(room, "_en").keySet(), room);
    }

    @ParameterizedTest
    @MethodSource("faultTypes")
    void aCodeBeginsWithItsRoomAndItsTypeEndsInFault(Class<?> type) {
        assertTrue(type.getSimpleName().endsWith("Fault"), type.getName());
        faults(type).forEach(fault ->
                assertTrue(fault.code().matches(room(type) + "\\.[a-z0-9]+(-[a-z0-9]+)*"), fault.code()));
    }

    @Test
    void noTwoFaultsShareACode() {
        Set<String> codes = new HashSet<>();

        faultTypes().stream().flatMap(FaultTextsTest::faults).forEach(fault -> assertTrue(codes.add(fault.code()), fault.code()));
        assertFalse(codes.isEmpty());
    }

    private static Stream<Fault> faults(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(Fault.class::cast);
    }

    private static String room(Class<?> type) {
        String name = type.getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Properties pills(String room, String language) throws IOException {
        Properties texts = texts("/faults/" + room + language + ".properties");
        texts.keySet().removeIf(key -> !key.toString().endsWith(".pill"));
        return texts;
    }

    private static boolean isChinese(Object text) {
        return text.toString().codePoints().anyMatch(Character::isIdeographic);
    }

    private static Properties texts(String name) throws IOException {
        try (Reader reader = new InputStreamReader(FaultTextsTest.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
            Properties texts = new Properties();
            texts.load(reader);
            return texts;
        }
    }
}
