package cn.ting.screen;

import io.quarkus.qute.Engine;
import io.quarkus.qute.Locate;
import io.quarkus.qute.StringTemplateLocation;
import io.quarkus.qute.TemplateLocator;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Keeps a start from parsing templates that its first page does not need: the engine reads all of them, and all messages, before
 * the port is open. It finds them empty then and forgets them; each is read when it is drawn first, and the rest by {@link #start}. Whether they
 * are right was asked when this program was built.
 */
@Singleton
@Locate("(?!)") // none that the build would not find
public final class LateTemplates implements TemplateLocator {

    private static final String ENDING = ".html";

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile Engine engine;

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }

    @Override
    public Optional<TemplateLocation> locate(String id) {
        if (engine != null) {
            return Optional.empty();
        }
        asked.add(id);
        return Optional.of(new StringTemplateLocation(""));
    }

    /** Called when the engine has asked for everything there is, the messages by an observer before this one. */
    void made(@Observes @Priority(Integer.MAX_VALUE) Engine made) {
        engine = made;
        made.clearTemplates();
    }

    /** Reads what no page has asked for yet; called once at the kiosk's start, after its first page. Takes some tenths of a second. */
    public void start() {
        for (String id = asked.poll(); id != null; id = asked.poll()) {
            // Pages are drawn by their files' names, parts of them included by names without the ending.
            engine.putTemplate(id.endsWith(ENDING) ? id.substring(0, id.length() - ENDING.length()) : id, engine.getTemplate(id));
        }
    }
}
