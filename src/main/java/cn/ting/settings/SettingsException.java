package cn.ting.settings;

/** A refusal of a configuration: one sentence that names file, line and key. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String key;

    /**
     * A refusal by whoever knows keys and no file, in a check of {@link SettingsKeeper#load}; the keeper adds file and line.
     *
     * @param key as the file's keys lead to it, such as {@code devices[1].line}
     * @param why the rest of the sentence, such as {@code is missing}
     */
    public SettingsException(String key, String why) {
        super(key + " " + why);
        this.key = key;
    }

    /** A refusal that is whole: it names its file. */
    SettingsException(String sentence) {
        super(sentence);
        this.key = "";
    }

    /** The key whose file and line are still to be said; empty when the sentence is whole. */
    String key() {
        return key;
    }
}
