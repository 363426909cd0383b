package cn.ting.screen;

import java.util.Locale;

/** The seven steps 导问号收办评诉 through which a resident gets something done: the navigation of the whole page. */
public enum Step {
    GUIDE("导"),
    ASK("问"),
    QUEUE("号"),
    ACCEPT("收"),
    HANDLE("办"),
    RATE("评"),
    APPEAL("诉");

    private final String hanzi;

    Step(String hanzi) {
        this.hanzi = hanzi;
    }

    /** The one character by which a resident who reads nothing else finds the way. */
    public String hanzi() {
        return hanzi;
    }

    /** Names the step's messages and style: {@code guide}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
