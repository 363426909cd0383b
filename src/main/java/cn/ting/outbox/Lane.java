package cn.ting.outbox;

/** Which letters go first where not all can go at once. Letters keep their order within one key of one lane. */
public enum Lane {
    /** Numbers, applications, and the visits they belong to. */
    PROMISES(""),
    /** What became of a command. */
    RESULTS(".results"),
    /** Ratings and complaints. */
    VOICES(".voices");

    private final String suffix;

    Lane(String suffix) {
        this.suffix = suffix;
    }

    /** By its ordinal, as it is kept; what no lane has, as the disk may have spoilt it, is a promise. */
    public static Lane of(int kept) {
        return kept >= 0 && kept < values().length ? values()[kept] : PROMISES;
    }

    /** A lane's letters have keys of their own: what goes first must not overtake a letter of its own key. */
    String key(String key) {
        return suffix.isEmpty() ? key : key + suffix;
    }
}
