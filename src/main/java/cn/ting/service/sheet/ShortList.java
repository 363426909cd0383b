package cn.ting.service.sheet;

import cn.ting.code.QrCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to bring, as the text of a code. What does not fit loses its remarks first; papers that do not fit even so are counted at the end, so
 * that nobody takes a part for the whole.
 *
 * @param head lines before the papers
 * @param papers everything to bring
 * @param notShown says how many papers are missing
 * @param tail lines after them
 */
record ShortList(List<String> head, List<Paper> papers, IntFunction<String> notShown, List<String> tail) {

    /** A code of so many bytes has 101 modules with its quiet zone: four dots of our screen each, which a plain telephone reads at arm's length. */
    static final int MOST_BYTES = 620;

    /** Of the lines around the papers; four of them leave papers their room. */
    private static final int MOST_OF_A_LINE = 40;

    /** @param remark empty for none */
    record Paper(String name, String remark) {}

    /** Lines of at most {@link #MOST_BYTES} in UTF-8, and of no more characters than a code takes. */
    String text() {
        String text = around(papers.stream().map(paper -> paper.remark.isEmpty() ? paper.name : paper.name + "（" + paper.remark + "）").toList());
        for (int shown = papers.size(); shown >= 0 && !fits(text); shown--) {
            List<String> some = new ArrayList<>(papers.subList(0, shown).stream().map(Paper::name).toList());
            if (shown < papers.size()) {
                some.add(notShown.apply(papers.size() - shown));
            }
            text = around(some);
        }
        return text;
    }

    /** English has as many characters as bytes, of which a code takes fewer. */
    private static boolean fits(String text) {
        return text.length() <= QrCode.MOST_CHARACTERS && text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }

    private String around(List<String> lines) {
        return Stream.of(head.stream().map(ShortList::cut), lines.stream(), tail.stream().map(ShortList::cut)).flatMap(part -> part)
                .collect(Collectors.joining("\n"));
    }

    private static String cut(String line) {
        return line.length() <= MOST_OF_A_LINE ? line : line.substring(0, MOST_OF_A_LINE - 1) + "…";
    }
}
