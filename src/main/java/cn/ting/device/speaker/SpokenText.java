package cn.ting.device.speaker;

import java.nio.charset.StandardCharsets;

/**
 * A text as espeak-ng takes it from its input: without control characters, by which commands can stand in a text, and without two
 * brackets, between which it reads phonemes (espeak-ng(1); docs/markdown.md, docs/phonemes.md of espeak-ng 1.51).
 */
final class SpokenText {

    private SpokenText() {}

    /** At most {@link Speaker#MOST_CHARACTERS}, as UTF-8; empty when there is nothing to say. */
    static byte[] of(String text) {
        int most = Math.min(text.length(), Speaker.MOST_CHARACTERS);
        // Half a character would be none.
        int cut = most > 0 && most < text.length() && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, cut).replaceAll("[\\p{Cc}\\p{Cs}\\[\\]\\s]+", " ").strip().getBytes(StandardCharsets.UTF_8);
    }
}
