package cn.ting.device.speaker;

import java.util.Locale;

/** A device that says sentences to whoever stands before the kiosk. Safe for use by any thread. */
public interface Speaker {

    /** The longest text that is said; what is longer is cut there. */
    int MOST_CHARACTERS = 600;

    /** True while what it is given can be heard, as far as the driver knows: also where the settings keep it silent at this hour. */
    boolean ready();

    /**
     * Says something, in place of what is being said. Returns at once; what cannot be said is left unsaid.
     *
     * @param text as it is to be heard; kept nowhere
     * @param language English is said in English, everything else in Chinese
     */
    void say(String text, Locale language);

    /** Ends what is being said, in the middle of a word: the page has changed, or the visit is over. */
    void hush();
}
