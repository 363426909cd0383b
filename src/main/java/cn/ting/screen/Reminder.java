package cn.ting.screen;

import java.util.Optional;

/**
 * What a resident is about to forget, said at the head of every page, of the end and the idle page too. A bean of the room that
 * knows of it.
 */
public interface Reminder {

    /** What is said, in the page's language, naming nobody; empty while nothing is. Any thread; at once. */
    Optional<String> sentence(Language language);

    /** Registers for changes of it. Listeners run on whatever thread brought the change, so they may only enqueue. */
    void onChange(Runnable listener);
}
