package cn.ting.screen;

import java.util.Optional;

/** What a service offers to do about a matter, as a button or a code on the matter's page. A bean of the room that does it. */
public interface Offer {

    /**
     * The button.
     *
     * @param label what stands on it, in the page's language
     * @param action where it posts to, below this kiosk; the answer leads to a page
     */
    record Shown(String label, String action) {}

    /**
     * A QR code to take along by telephone.
     *
     * @param title what it is, in the page's language
     * @param lead what to do with it
     * @param path its dark modules as an SVG path whose unit is one module, without the quiet zone
     * @param size modules a side
     */
    record Code(String title, String lead, String path, int size) {}

    /**
     * Asked whenever the page of a matter is drawn, on the thread that draws it, so that it answers at once.
     *
     * @param matter the matter's id
     * @return empty while there is nothing to offer
     */
    Optional<Shown> forMatter(String matter, Language language);

    /**
     * Asked in the same way.
     *
     * @param matter the matter's id
     * @return empty where nothing has to be taken along by telephone, by default always
     */
    default Optional<Code> toTakeAlong(String matter, Language language) {
        return Optional.empty();
    }
}
