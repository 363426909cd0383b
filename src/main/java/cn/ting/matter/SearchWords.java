package cn.ting.matter;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The words under which a matter is found, one column each, and the questions asked of them.
 *
 * <p>SQLite's tokenizers take a run of Chinese for one word, or need three characters of it. So every character is made a
 * word of its own and what a resident writes is asked for as a phrase; letters are asked for as the beginning of a word,
 * and every syllable begins one ({@code yi bao} is kept as {@code yibao bao}).
 */
record SearchWords(String names, String pinyin, String initials, String english) {

    private static final int MOST_TYPED = 64;
    private static final int MOST_RUNS = 8;
    private static final int LONGEST_WORD = 24;
    /** Stands between two names, so that no phrase reaches from one into the next. */
    private static final String GAP = " 0gap ";

    /** Written by hand, without streams and patterns: of ten thousand matters in a row these are a tenth of the processor's time. */
    static SearchWords of(List<PageReader.Name> names, String english) {
        StringBuilder characters = new StringBuilder();
        StringBuilder pinyin = new StringBuilder();
        StringBuilder initials = new StringBuilder();
        for (PageReader.Name name : names) {
            spell(characters.append(characters.isEmpty() ? "" : GAP), name.text());
            endings(pinyin, name.pinyin());
            for (int from = 0; from < name.initials().length(); from++) {
                ending(initials, name.initials(), from);
            }
        }
        return new SearchWords(characters.toString(), pinyin.toString(), initials.toString(), spell(new StringBuilder(), english).toString());
    }

    /** The matters one of whose names begins as typed. */
    static Optional<String> beginning(String typed) {
        return question(typed, "^ ", false);
    }

    /** The matters that have what was typed anywhere in a name. */
    static Optional<String> anywhere(String typed) {
        return question(typed, "", false);
    }

    /** The matters that have every character typed, in whatever order. */
    static Optional<String> scattered(String typed) {
        return question(typed, "", true);
    }

    private static Optional<String> question(String typed, String anchor, boolean apart) {
        List<String> parts = new ArrayList<>();
        for (Run run : runs(typed.substring(0, Math.min(typed.length(), MOST_TYPED)))) {
            if (run.latin()) {
                String word = run.text().substring(0, Math.min(run.text().length(), LONGEST_WORD));
                parts.add("{names pinyin initials english} : " + anchor + "\"" + word + "\" *");
            } else if (apart) {
                run.text().codePoints().forEach(c -> parts.add("names : \"" + Character.toString(c) + "\""));
            } else {
                parts.add("names : " + anchor + "\"" + run.words() + "\"");
            }
            if (parts.size() >= MOST_RUNS) {
                break;
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", parts));
    }

    /** A stretch of text of one kind: Latin letters and digits, or characters that are words of their own. */
    private record Run(boolean latin, String text) {

        String words() {
            if (latin) {
                return text;
            }
            StringBuilder words = new StringBuilder(2 * text.length());
            for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
                words.append(at == 0 ? "" : " ").appendCodePoint(text.codePointAt(at));
            }
            return words.toString();
        }
    }

    private static List<Run> runs(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        List<Run> runs = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        boolean latin = false;
        for (int at = 0; at < plain.length(); at += Character.charCount(plain.codePointAt(at))) {
            int c = plain.codePointAt(at);
            boolean counts = Character.isLetterOrDigit(c);
            if (!run.isEmpty() && (!counts || latin != c < 128)) {
                runs.add(new Run(latin, run.toString()));
                run.setLength(0);
            }
            if (counts) {
                run.appendCodePoint(c);
                latin = c < 128;
            }
        }
        if (!run.isEmpty()) {
            runs.add(new Run(latin, run.toString()));
        }
        return runs;
    }

    private static StringBuilder spell(StringBuilder words, String text) {
        String apart = "";
        for (Run run : runs(text)) {
            words.append(apart).append(run.words());
            apart = " ";
        }
        return words;
    }

    /** Every ending of a row of syllables, each written together: {@code a b c} is {@code abc bc c}. */
    private static void endings(StringBuilder endings, String syllables) {
        String whole = syllables.replace(" ", "");
        int from = 0;
        for (int at = 0; at < syllables.length(); at++) {
            if (syllables.charAt(at) == ' ') {
                continue;
            }
            if (at == 0 || syllables.charAt(at - 1) == ' ') {
                ending(endings, whole, from);
            }
            from++;
        }
    }

    private static void ending(StringBuilder endings, String whole, int from) {
        endings.append(endings.isEmpty() ? "" : " ").append(whole, from, Math.min(whole.length(), from + LONGEST_WORD));
    }
}
