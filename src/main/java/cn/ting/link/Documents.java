package cn.ting.link;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which documents this kiosk wants, and who reads them. The link keeps the broker's subscriptions equal to it, on every
 * connection anew: nothing lives in the broker's session. Safe for use by any thread.
 */
@Singleton
public final class Documents {

    private final Map<String, Wish> wishes = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** A room's ear for documents of one kind. */
    @FunctionalInterface
    public interface Reader {

        /**
         * Takes one document. Runs on the link's own worker, never on the MQTT client's thread; documents of one filter come
         * one after the other. What it throws is logged as our bug and the document is dropped: a reader refuses bad content
         * by itself.
         */
        void read(Document document);
    }

    /** One asking: the same filter asked for again is another wish. */
    record Wish(String filter, Reader reader) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    public Documents() {}

    /**
     * Asks for documents. Asking again for the same filter brings its retained documents again.
     *
     * @param filter an MQTT topic filter below {@code ting/1/{area}/}, such as {@code catalogue/head} or {@code hall/+/board}
     */
    public void subscribe(String filter, Reader reader) {
        wishes.put(filter, new Wish(filter, reader));
        listeners.forEach(Runnable::run);
    }

    /** Asks for them no more; a document already on its way may still be read. */
    public void unsubscribe(String filter) {
        wishes.remove(filter);
        listeners.forEach(Runnable::run);
    }

    /**
     * Gives up some filters and asks for others in one change, so that the broker is asked once for all of them.
     *
     * @param given as in {@link #unsubscribe}
     * @param wanted as in {@link #subscribe}
     */
    public void exchange(Collection<String> given, Map<String, Reader> wanted) {
        wishes.keySet().removeAll(given);
        wanted.forEach((filter, reader) -> wishes.put(filter, new Wish(filter, reader)));
        listeners.forEach(Runnable::run);
    }

    /** Has every retained document come again, because another verdict may be reached on it now. */
    public void askAgain() {
        wishes.replaceAll((filter, wish) -> new Wish(filter, wish.reader()));
        listeners.forEach(Runnable::run);
    }

    List<Wish> wishes() {
        return List.copyOf(wishes.values());
    }

    void onChange(Runnable listener) {
        listeners.add(listener);
    }
}
