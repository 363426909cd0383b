package cn.ting.aloud;

import cn.ting.device.inventory.Inventory;
import cn.ting.device.speaker.Speaker;
import cn.ting.screen.Language;
import cn.ting.screen.Screen;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitListener;
import cn.ting.visit.Visits;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** Gives a page's words to the loudspeaker, and silences it. Safe for use by any thread; waits for no word to be said. */
@Singleton
@Path("/aloud")
@Produces(MediaType.TEXT_PLAIN)
public class ReadAloud implements VisitListener {

    /** The answers to a page: who speaks. */
    static final String CABINET = "cabinet";
    static final String BROWSER = "browser";

    private static final String SENTENCE_ENDS = "。！？!?.";

    private final Inventory inventory;
    private final Screen screen;
    private final Visits visits;

    ReadAloud(Inventory inventory, Screen screen, Visits visits) {
        this.inventory = inventory;
        this.screen = screen;
        this.visits = visits;
    }

    /** Begins to follow pages and visits; called once at the kiosk's start. */
    public void start() {
        visits.listen(this);
        screen.onDraw(this::hush);
    }

    /**
     * Says a page's words in the page's language, in place of what is being said.
     *
     * @param path where the page is: of one that has been left meanwhile nothing is said
     * @param words as they are to be heard
     * @return {@code cabinet}, or {@code browser} where no loudspeaker is ready and the page has to speak itself
     */
    @POST
    @Consumes(MediaType.TEXT_PLAIN)
    public synchronized String say(@QueryParam("path") String path, String words) {
        Optional<Speaker> speaker = inventory.all(Speaker.class).stream().filter(Speaker::ready).findFirst();
        if (speaker.isEmpty()) {
            return BROWSER;
        }
        if (visits.current().isPresent() && screen.path().equals(path)) {
            Language language = screen.language();
            hush();
            speaker.get().say(bounded(words, language), language.locale());
        }
        return CABINET;
    }

    /** What is longer than a loudspeaker takes ends with a sentence, and with the word that there is more: a list must not seem complete. */
    static String bounded(String words, Language language) {
        if (words.length() <= Speaker.MOST_CHARACTERS) {
            return words;
        }
        String more = language.of("后面还有，请看屏幕。", " There is more on the screen.");
        String begun = words.substring(0, Speaker.MOST_CHARACTERS - more.length());
        int end = begun.length();
        while (end > 0 && SENTENCE_ENDS.indexOf(begun.charAt(end - 1)) < 0) {
            end--;
        }
        return (end > 0 ? begun.substring(0, end) : begun) + more;
    }

    private synchronized void hush() {
        inventory.all(Speaker.class).forEach(Speaker::hush);
    }

    @Override
    public void ended(Visit visit, EndReason reason) {
        hush();
    }
}
