package cn.ting.link;

/** A room's ear for documents of one kind. */
@FunctionalInterface
public interface DocumentReader {

    /**
     * Takes one document. Runs on the link's own worker, never on the MQTT client's thread; documents of one filter come
     * one after the other. What it throws is logged as our bug and the document is dropped: a reader refuses bad content
     * by itself.
     */
    void read(Document document);
}
