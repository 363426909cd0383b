package cn.ting.screen;

import java.util.Locale;

/** What the page speaks: Chinese first, English by the bar's button. */
public enum Language {
    CHINESE("zh"),
    ENGLISH("en");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The language's tag (BCP 47). */
    public String tag() {
        return tag;
    }

    /** For message bundles. */
    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    /** Picks the text of this language; a missing English one falls back to Chinese. */
    public String of(String chinese, String english) {
        return this == ENGLISH && !english.isBlank() ? english : chinese;
    }

    Language other() {
        return this == CHINESE ? ENGLISH : CHINESE;
    }
}
