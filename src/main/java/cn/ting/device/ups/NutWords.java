package cn.ting.device.ups;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a line of NUT's protocol into words: apart by blanks, or in double quotes, where a backslash takes the next character as it is
 * (NUT developer guide, "Network protocol information"; parseconf(3)).
 */
final class NutWords {

    /** The most words of a line; VAR has four. */
    private static final int MOST = 16;

    private final String line;
    private int at;

    private NutWords(String line) {
        this.line = line;
    }

    /** The words of a line; empty when it breaks the rules, such as by a quote that is not closed. */
    static Optional<List<String>> of(String line) {
        return new NutWords(line).split();
    }

    private Optional<List<String>> split() {
        List<String> words = new ArrayList<>();
        while (true) {
            while (at < line.length() && line.charAt(at) == ' ') {
                at++;
            }
            if (at == line.length()) {
                return Optional.of(words);
            }
            Optional<String> word = line.charAt(at) == '"' ? quoted() : Optional.of(plain());
            if (word.isEmpty() || words.size() == MOST) {
                return Optional.empty();
            }
            words.add(word.get());
        }
    }

    private String plain() {
        int from = at;
        while (at < line.length() && line.charAt(at) != ' ') {
            at++;
        }
        return line.substring(from, at);
    }

    private Optional<String> quoted() {
        StringBuilder word = new StringBuilder();
        for (at++; at < line.length(); at++) {
            char next = line.charAt(at);
            if (next == '"') {
                at++;
                return Optional.of(word.toString());
            }
            if (next == '\\' && ++at == line.length()) {
                return Optional.empty();
            }
            word.append(line.charAt(at));
        }
        return Optional.empty();
    }
}
