package cn.ting.screen;

import cn.ting.seal.Tokens;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitListener;
import cn.ting.visit.Visits;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The one touch screen: which page holds it, how it looks, and what is pushed to it. The newest page holds the screen; a
 * page that loads anew while a visit is in progress ends that visit, because nobody knows who stands there now.
 *
 * <p>Safe for use by any thread. Pushes are made one after the other on a thread of the screen's own, so callers never wait
 * for rendering or for the browser; past 64 waiting ones the oldest is dropped that replaces a part of a page, and one that leads to another page
 * only where no such waits.
 */
@Singleton
public final class Screen implements VisitListener {

    private static final Logger LOG = Logger.getLogger(Screen.class);
    private static final int MOST_WAITING = 64;
    private static final Pattern LOCAL_PATH = Pattern.compile(
            "/((?:[A-Za-z0-9_?=&.~-]|%[0-9A-Fa-f]{2})(?:[A-Za-z0-9_?=&.~/-]|%[0-9A-Fa-f]{2}){0,255})?");

    private final Visits visits;
    private final ThreadPoolExecutor pushing = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> new Thread(task, "ting-screen"),
            Screen::makeRoom);
    private final List<Runnable> drawnFor = new CopyOnWriteArrayList<>();
    private volatile String holder = "";
    private volatile Consumer<Push> page = push -> {};
    private volatile Language language = Language.CHINESE;
    private volatile String path = "/";
    private volatile boolean large;
    private volatile boolean elder;

    Screen(Visits visits) {
        this.visits = visits;
        visits.listen(this);
    }

    /** Gives the screen to a page that has just been loaded; returns its token. */
    synchronized String take() {
        visits.end(EndReason.BROWSER);
        plain();
        Consumer<Push> former = page;
        pushing.execute(() -> former.accept(new Push.Gone()));
        holder = Tokens.fresh();
        page = push -> {};
        return holder;
    }

    /** The token of the page that holds the screen; empty before the first. */
    String holder() {
        return holder;
    }

    boolean isHeldBy(String token) {
        return !holder.isEmpty() && holder.equals(token);
    }

    /** Connects the holder's page; an earlier connection of the same page is heard no more. */
    synchronized void connect(String token, Consumer<Push> connection) {
        if (isHeldBy(token)) {
            page = connection;
        }
    }

    /** Shows another page, {@code path} below this kiosk. */
    public void go(String path) {
        pushing.execute(() -> push(() -> new Push.Go(path)));
    }

    /** Replaces the element that has the same {@code id} as this one; a page without such an element ignores it. */
    public void swap(Supplier<String> element) {
        pushing.execute(new Swapping(element, new AtomicBoolean()));
    }

    /**
     * A part of pages that is drawn anew whenever something has changed, as of {@link #swap}: once for all changes up to then, so that a part
     * which changes often pushes nothing else aside.
     */
    public Part part(Supplier<String> element) {
        return new Part(element);
    }

    /** See {@link #part}. */
    public final class Part {

        private final Supplier<String> element;
        private final AtomicBoolean due = new AtomicBoolean();

        private Part(Supplier<String> element) {
            this.element = element;
        }

        public void changed() {
            if (due.compareAndSet(false, true)) {
                pushing.execute(new Swapping(element, due));
            }
        }
    }

    /** Sends the page back to idle, everything forgotten. */
    void reset() {
        pushing.execute(() -> push(Push.Reset::new));
    }

    private void push(Supplier<Push> push) {
        try {
            page.accept(push.get());
        } catch (RuntimeException bug) {
            LOG.error("a push to the page failed", bug);
        }
    }

    /** A part of a page that waits to be drawn and replaced; {@code due} until it is, or is dropped. */
    private final class Swapping implements Runnable {

        private final Supplier<String> element;
        private final AtomicBoolean due;

        Swapping(Supplier<String> element, AtomicBoolean due) {
            this.element = element;
            this.due = due;
        }

        @Override
        public void run() {
            due.set(false);
            push(() -> new Push.Swap(element.get()));
        }
    }

    private static void makeRoom(Runnable next, ThreadPoolExecutor pushing) {
        if (pushing.isShutdown()) {
            return;
        }
        Optional<Swapping> oldest = pushing.getQueue().stream().filter(Swapping.class::isInstance).map(Swapping.class::cast).findFirst();
        if (oldest.isEmpty()) {
            pushing.getQueue().poll();
        } else if (pushing.getQueue().remove(oldest.get())) {
            oldest.get().due.set(false);
        }
        pushing.execute(next);
    }

    /** The page that was drawn last, as a path below this kiosk. */
    public String path() {
        return path;
    }

    /** True while the page that was drawn last is that of a visit's end. */
    public boolean atEnd() {
        return path.equals("/end");
    }

    /** Registers for every page that is drawn. Listeners run on the thread that draws it, so they may only enqueue. */
    public void onDraw(Runnable listener) {
        drawnFor.add(listener);
    }

    void draws(String drawn) {
        path = drawn;
        drawnFor.forEach(Runnable::run);
    }

    /** What the page speaks now. */
    public Language language() {
        return language;
    }

    /** True for a path below this kiosk, so that no page can be made to lead elsewhere. */
    public static boolean isLocalPath(String path) {
        return path != null && LOCAL_PATH.matcher(path).matches();
    }

    /** Renders a page or a part of one in the language of the screen. */
    public String render(TemplateInstance page) {
        return page.setLocale(language.locale()).render();
    }

    boolean large() {
        return large;
    }

    void switchLanguage() {
        language = language.other();
    }

    void switchSize() {
        large = !large;
    }

    boolean elder() {
        return elder;
    }

    void switchElder() {
        elder = !elder;
    }

    @PreDestroy
    void stop() {
        pushing.shutdownNow();
    }

    /** The page of the end is still the last resident's; Chinese in plain size is back for the next one. */
    @Override
    public void began(Visit visit) {
        plain();
    }

    private void plain() {
        language = Language.CHINESE;
        large = false;
        elder = false;
    }
}
