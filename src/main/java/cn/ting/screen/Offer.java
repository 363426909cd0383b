package cn.ting.screen;

import java.util.Optional;

/** What a service offers to do about a matter, as a button on the matter's page. A bean of the room that does it. */
public interface Offer {

    /**
     * The button.
     *
     * @param label what stands on it, in the page's language
     * @param action where it posts to, below this kiosk; the answer leads to a page
     */
    record Shown(String label, String action) {}

    /**
     * Asked whenever the page of a matter is drawn, on the thread that draws it, so that it answers at once.
     *
     * @param matter the matter's id
     * @return empty while there is nothing to offer
     */
    Optional<Shown> forMatter(String matter, Language language);
}
