package cn.ting.matter;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

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

    static SearchWords of(List<PageReader.Name> names, String english) {
        StringJoiner characters = new StringJoiner(GAP);
        StringJoiner pinyin = new StringJoiner(" ");
        StringJoiner initials = new StringJoiner(" ");
        for (PageReader.Name name : names) {
            characters.add(String.join(" ", runs(name.text()).stream().map(Run::words).toList()));
            pinyin.add(endings(name.pinyin().split(" ")));
            initials.add(endings(name.initials().split("")));
        }
        String spelt = String.join(" ", runs(english).stream().map(Run::words).toList());
        return new SearchWords(characters.toString(), pinyin.toString(), initials.toString(), spelt);
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
            return latin ? text : String.join(" ", text.codePoints().mapToObj(Character::toString).toList());
        }
    }

    private static List<Run> runs(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        List<Run> runs = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        boolean latin = false;
        for (int c : plain.codePoints().toArray()) {
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

    /** Every ending of a row of syllables, each written together: {@code a b c} is {@code abc bc c}. */
    private static String endings(String[] syllables) {
        String whole = String.join("", syllables);
        StringJoiner endings = new StringJoiner(" ");
        int from = 0;
        for (String syllable : syllables) {
            endings.add(whole.substring(from, Math.min(whole.length(), from + LONGEST_WORD)));
            from += syllable.length();
        }
        return endings.toString();
    }
}
