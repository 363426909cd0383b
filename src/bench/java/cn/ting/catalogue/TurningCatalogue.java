package cn.ting.catalogue;

import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two catalogues of one district with no page in common, whose blobs lie at the broker. Each turn puts the other one in force, so that
 * whoever follows takes in a whole catalogue again. It keeps the two heads only: of ten thousand matters each, a process has not the
 * memory for two. For one thread.
 */
public final class TurningCatalogue {

    /** Titles of characters that no other matter has, so that neither is found where the other was asked for. */
    private static final List<String> TITLES = List.of("鹦鹉琵琶", "珊瑚螳螂");

    private static final long SEED = 20_261_127;

    private final ObjectMapper json = new ObjectMapper();
    private final List<byte[]> heads = new ArrayList<>();
    private final Signer pen;
    private final Retained retained;
    private final long first;
    private int turned;

    /** Where documents are kept for whoever asks for them. */
    @FunctionalInterface
    public interface Retained {
        /** @param topic below the area's */
        void publish(String topic, byte[] document) throws Exception;
    }

    /**
     * Publishes the blobs of both, one after the other; nothing is in force yet. With ten thousand matters each some seconds.
     *
     * @param matters of each, 1 to 20,000
     */
    public TurningCatalogue(int matters, Signer pen, Retained retained, KioskClock clock) throws Exception {
        this.pen = pen;
        this.retained = retained;
        first = clock.instant().getEpochSecond();
        for (int side = 0; side < TITLES.size(); side++) {
            CatalogueContent content = new SyntheticMatters(SEED + side).content(matters);
            content.matters().get(0).page().put("title", TITLES.get(side));
            Publication publication = new CataloguePublisher(this::keep).publish(content, first, clock.instant());
            for (Map.Entry<String, byte[]> document : publication.documents().entrySet()) {
                if (!document.getKey().equals(Publication.HEAD)) {
                    retained.publish(document.getKey(), document.getValue());
                }
            }
        }
    }

    /** Of a publication its head alone is signed, which is signed anew at each turn. */
    private byte[] keep(String type, byte[] head) {
        heads.add(head);
        return head;
    }

    /** Puts the other one in force; returns the title of a matter that only this one has. */
    public String turn() throws Exception {
        int side = turned % heads.size();
        ObjectNode head = (ObjectNode) json.readTree(heads.get(side));
        head.put("version", first + turned++);
        retained.publish(Publication.HEAD, pen.sign(CataloguePublisher.HEAD_TYPE, json.writeValueAsBytes(head)));
        return TITLES.get(side);
    }
}
