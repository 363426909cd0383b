package cn.ting.catalogue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CataloguePublisherTest {

    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");

    private final CatalogueContent content = CatalogueContent.read();
    private final CataloguePublisher publisher = new CataloguePublisher(new TestPen());

    @Test
    void blobsGoFirstAndTheHeadLast() {
        List<String> topics = new ArrayList<>();
        publisher.publish(content, 1, NOON).to((topic, payload) -> topics.add(topic));
        assertEquals(content.matters().size() + content.themes().size() + CatalogueContent.KINDS.size() + 1, topics.size());
        assertEquals("catalogue/head", topics.get(topics.size() - 1));
        assertTrue(topics.subList(0, topics.size() - 1).stream().allMatch(topic -> topic.matches("catalogue/blob/[0-9a-f]{64}")));
    }

    @Test
    void oneChangedMatterMovesOnePageOneChapterAndTheHead() {
        Publication before = publisher.publish(content, 1, NOON);
        CatalogueContent edited = content.with("social-card-apply", page -> page.put("promiseDay", 3));
        Publication after = publisher.publish(edited, 2, NOON);
        assertEquals(2, moved(before, after).size());
    }

    @Test
    void aMatterThatGoesMovesItsChapterOnly() {
        Publication before = publisher.publish(content, 1, NOON);
        assertEquals(1, moved(before, publisher.publish(content.without("water-open"), 2, NOON)).size());
    }

    @Test
    void theSameContentGivesTheSameBlobs() {
        Publication one = publisher.publish(content, 1, NOON);
        Publication other = publisher.publish(CatalogueContent.read(), 2, NOON.plusSeconds(60));
        assertTrue(moved(one, other).isEmpty());
        one.documents().forEach((topic, payload) -> {
            if (!topic.equals(Publication.HEAD)) {
                assertArrayEquals(payload, other.documents().get(topic));
            }
        });
    }

    @Test
    void everyDocumentIsWithinTheLimitsOfTheContract() {
        Publication publication = publisher.publish(content, 1, NOON);
        publication.documents().values().forEach(payload -> assertTrue(payload.length <= 128 * 1024));
        assertTrue(publication.head().length <= 16 * 1024);
    }

    private static Set<String> moved(Publication before, Publication after) {
        Set<String> moved = new LinkedHashSet<>(after.documents().keySet());
        moved.removeAll(before.documents().keySet());
        return moved;
    }
}
