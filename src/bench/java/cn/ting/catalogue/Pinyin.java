package cn.ting.catalogue;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A name as it is typed on letter keys. Readings follow the word (银行 is {@code yin hang}), ü is written v. */
final class Pinyin {

    private Pinyin() {}

    /** The syllables of a name; a run of Latin letters or digits is one syllable of its own. */
    static List<String> syllables(String name) {
        List<String> syllables = new ArrayList<>();
        StringBuilder latin = new StringBuilder();
        for (String part : PinyinHelper.toPinyin(name, PinyinStyleEnum.NORMAL, "\n").split("\n")) {
            String syllable = part.strip().toLowerCase(Locale.ROOT).replace('ü', 'v');
            // The library hands Latin text on letter by letter.
            if (syllable.length() == 1 && name.toLowerCase(Locale.ROOT).contains(syllable) && isLatinOrDigit(syllable)) {
                latin.append(syllable);
                continue;
            }
            flush(latin, syllables);
            String letters = syllable.replaceAll("[^a-z0-9]", "");
            if (!letters.isEmpty()) {
                syllables.add(letters);
            }
        }
        flush(latin, syllables);
        return List.copyOf(syllables);
    }

    /** The first letter of every syllable. */
    static String initials(List<String> syllables) {
        StringBuilder initials = new StringBuilder();
        syllables.forEach(syllable -> initials.append(syllable.charAt(0)));
        return initials.toString();
    }

    private static boolean isLatinOrDigit(String letter) {
        return letter.matches("[a-z0-9]");
    }

    private static void flush(StringBuilder latin, List<String> syllables) {
        if (!latin.isEmpty()) {
            syllables.add(latin.toString());
            latin.setLength(0);
        }
    }
}
