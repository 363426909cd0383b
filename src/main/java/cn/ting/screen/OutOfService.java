package cn.ting.screen;

import java.util.Optional;

/**
 * What keeps the kiosk from serving. A bean of the room that knows of it; the idle page says it before anybody begins in vain.
 *
 * @see IdlePages
 */
public interface OutOfService {

    /**
     * What residents are told, in the page's language: what still holds, then what to do instead. Empty while nothing keeps the
     * kiosk from serving. Any thread; at once.
     */
    Optional<String> sentence(Language language);
}
