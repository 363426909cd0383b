package cn.ting.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What residents type to find a matter, well or badly, drawn from what they call it. The same seed gives the same questions.
 * For one thread.
 */
public final class SyntheticQuestions {

    /** Characters of no name. */
    private static final String RARE = "鲸鹦鹉珊瑚陨彗螳螂琵琶胭脂";
    private static final int LONGEST_WORD = 4;

    private final List<String> names;
    private final Random random;

    public SyntheticQuestions(long seed) {
        names = new SyntheticMatters(seed).names().stream()
                .map(name -> name.replaceAll("\\P{IsHan}", ""))
                .filter(name -> name.length() >= LONGEST_WORD)
                .toList();
        random = new Random(seed);
    }

    /**
     * Draws questions.
     *
     * @param each of every kind, 1 or more
     * @return by kind: {@code two} characters, {@code one}, {@code pinyin} in full, {@code initials}, {@code alias} as it
     *     stands, {@code nothing} that is found, {@code mistyped}
     */
    public Map<String, List<String>> draw(int each) {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        for (int i = 0; i < each; i++) {
            add(kinds, "two", word(2));
            add(kinds, "one", word(1));
            add(kinds, "pinyin", String.join("", Pinyin.syllables(word(2 + random.nextInt(3)))));
            add(kinds, "initials", Pinyin.initials(Pinyin.syllables(word(1 + random.nextInt(LONGEST_WORD)))));
            add(kinds, "alias", names.get(random.nextInt(names.size())));
            add(kinds, "nothing", nothing(i));
            add(kinds, "mistyped", mistyped(i));
        }
        return kinds;
    }

    private static void add(Map<String, List<String>> kinds, String kind, String question) {
        kinds.computeIfAbsent(kind, first -> new ArrayList<>()).add(question);
    }

    /** Some characters that stand side by side in a name. */
    private String word(int length) {
        String name = names.get(random.nextInt(names.size()));
        int from = random.nextInt(name.length() - length + 1);
        return name.substring(from, from + length);
    }

    /** Characters of no name, a word of two names that nothing bears, or letters of no syllable. */
    private String nothing(int which) {
        int rare = random.nextInt(RARE.length() - 1);
        return switch (which % 3) {
            case 0 -> RARE.substring(rare, rare + 2);
            case 1 -> word(2) + RARE.charAt(rare);
            default -> "xq" + Pinyin.initials(Pinyin.syllables(word(2))) + "vu";
        };
    }

    /** Two characters or letters in the wrong order, a character too many, a letter left out. */
    private String mistyped(int which) {
        StringBuilder text = new StringBuilder(which % 2 == 0 ? word(LONGEST_WORD) : String.join("", Pinyin.syllables(word(2))));
        int at = random.nextInt(text.length() - 1);
        switch (which % 4) {
            case 0, 1 -> text.insert(at, text.charAt(at + 1)).deleteCharAt(at + 2);
            case 2 -> text.insert(at, word(1));
            default -> text.deleteCharAt(at);
        }
        return text.toString();
    }
}
