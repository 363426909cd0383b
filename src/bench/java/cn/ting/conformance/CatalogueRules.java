package cn.ting.conformance;

import cn.ting.conformance.Journal.Heard;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The catalogue: its head, and every blob it leads to. */
final class CatalogueRules {

    private static final String TYPE = "application/vnd.ting.catalogue-head+json";
    private static final int MOST_HEAD_BYTES = 16 * 1024;
    private static final int AT_ONCE = 64;

    private final Check check;

    CatalogueRules(Check check) {
        this.check = check;
    }

    void run() {
        PlayedKiosk kiosk = check.kiosk();
        int from = check.journal().now();
        kiosk.player().subscribe(List.of(check.plan().below("catalogue/head")));
        List<JsonNode> head = new ArrayList<>();
        check.verdicts().rule(Rule.HEAD, () -> {
            byte[] envelope = check.journal()
                    .await(from, check.plan().patience(), heard -> heard.topic().equals(check.plan().below("catalogue/head")))
                    .orElseThrow(() -> Unmet.broken("no head is retained"))
                    .payload();
            Unmet.unless(envelope.length <= MOST_HEAD_BYTES, "it has " + envelope.length + " bytes");
            JsonNode payload = kiosk.keys().open(envelope, TYPE);
            List<String> breaches = check.shapes().breaches("catalogue-head", payload);
            Unmet.unless(breaches.isEmpty(), String.join("; ", breaches));
            head.add(payload);
            Unmet.unless(expires(payload).isAfter(check.clock().instant()), "it expired at " + payload.path("expires"));
        });
        if (head.isEmpty()) {
            check.verdicts().skip("there is no head to follow", Rule.BLOBS_FIRST);
        } else {
            check.verdicts().rule(Rule.BLOBS_FIRST, () -> follow(head.get(0)));
        }
    }

    private static Instant expires(JsonNode head) throws Unmet {
        try {
            return Instant.parse(head.path("expires").asText());
        } catch (DateTimeParseException wrong) {
            throw Unmet.broken("expires is no time: " + head.path("expires"));
        }
    }

    private void follow(JsonNode head) throws Unmet {
        Set<String> chapters = new LinkedHashSet<>();
        head.path("chapters").forEach(chapter -> chapters.add(chapter.path("sha256").asText()));
        Set<String> pages = new LinkedHashSet<>();
        for (byte[] chapter : fetch(chapters).values()) {
            Check.tree(chapter).path("pages").forEach(page -> pages.add(page.path("sha256").asText()));
        }
        fetch(pages);
    }

    private Map<String, byte[]> fetch(Set<String> hashes) throws Unmet {
        Map<String, byte[]> blobs = new LinkedHashMap<>();
        List<String> left = new ArrayList<>(hashes);
        for (int i = 0; i < left.size(); i += AT_ONCE) {
            List<String> batch = left.subList(i, Math.min(i + AT_ONCE, left.size()));
            List<String> topics = batch.stream().map(hash -> check.plan().below("catalogue/blob/" + hash)).toList();
            int from = check.journal().now();
            check.kiosk().player().subscribe(topics);
            for (int n = 0; n < batch.size(); n++) {
                blobs.put(batch.get(n), take(from, batch.get(n), topics.get(n)));
            }
            check.kiosk().player().unsubscribe(topics);
        }
        return blobs;
    }

    /** A message that was published after the subscription does not come as a retained one. */
    private byte[] take(int from, String hash, String topic) throws Unmet {
        Heard blob = check.journal()
                .await(from, check.plan().patience(), heard -> heard.topic().equals(topic))
                .orElseThrow(() -> Unmet.broken("blob " + hash + " is not there, and the head that leads to it is"));
        Unmet.unless(blob.retained(), "blob " + hash + " came after the head that leads to it");
        Unmet.unless(Keys.sha256(blob.payload()).equals(hash), "the bytes under " + hash + " have another hash");
        return blob.payload();
    }
}
