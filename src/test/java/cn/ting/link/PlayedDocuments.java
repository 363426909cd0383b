package cn.ting.link;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The link's place at {@link Documents}, played by a test: hands over what was published, as a broker does with retained
 * documents, when the test says so.
 */
public final class PlayedDocuments {

    private final Documents documents = new Documents();
    private final Map<String, byte[]> retained = new LinkedHashMap<>();

    public Documents documents() {
        return documents;
    }

    /** Retains a document; an empty one clears it. */
    public void publish(String topic, byte[] payload) {
        retained.put(topic, payload);
    }

    /** Forgets a document, as if it had never been published. */
    public void lose(String topic) {
        retained.remove(topic);
    }

    /** What is asked for now. */
    public List<String> asked() {
        return documents.wishes().stream().map(Documents.Wish::filter).sorted().toList();
    }

    /** Hands one document to whoever asks for it. */
    public void deliver(String topic) {
        byte[] payload = retained.get(topic);
        for (Documents.Wish wish : documents.wishes()) {
            if (wish.filter().equals(topic) && payload != null) {
                wish.reader().read(new Document("ting/1/test/" + topic, payload));
            }
        }
    }

    /** Hands over everything asked for, and what is asked for thereupon, each wish once. */
    public void deliverAll() {
        Map<Documents.Wish, Boolean> done = new LinkedHashMap<>();
        for (boolean more = true; more; ) {
            more = false;
            for (Documents.Wish wish : documents.wishes()) {
                if (done.put(wish, true) == null) {
                    deliver(wish.filter());
                    more = true;
                }
            }
        }
    }
}
