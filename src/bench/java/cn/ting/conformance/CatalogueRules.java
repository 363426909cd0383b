package cn.ting.conformance;

import cn.ting.conformance.Journal.Entry;
import cn.ting.conformance.Journal.Heard;
import cn.ting.conformance.MqttPlayer.BrokerTrouble;
import cn.ting.conformance.Verdicts.Unmet;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The catalogue: its head, and every blob it leads to. */
final class CatalogueRules {

    private static final String TYPE = "application/vnd.ting.catalogue-head+json";
    private static final int MOST_HEAD_BYTES = 16 * 1024;
    private static final int AT_ONCE = 64;

    private final Check check;
    /** What the last head that was followed leads to. */
    private final Set<String> known = new HashSet<>();

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
                    .await(from, heard -> heard.topic().equals(check.plan().below("catalogue/head")))
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
            check.verdicts().skip("there is no head to follow", Rule.BLOBS_FIRST, Rule.ANSWERED);
        } else {
            check.verdicts().rule(Rule.BLOBS_FIRST, () -> follow(head.get(0)));
            check.verdicts().rule(Rule.ANSWERED, () -> ask(head.get(0)));
        }
    }

    /** Watches another edition come out: what is there afterwards does not tell in which order it came. */
    void published() {
        if (known.isEmpty()) {
            return;
        }
        check.verdicts().rule(Rule.BLOBS_FIRST, () -> {
            // By one subscription: between two a broker need not keep the order, and a blob of before the head may come behind it.
            String news = check.plan().below("catalogue/#");
            check.kiosk().player().unsubscribe(List.of(check.plan().below("catalogue/head")));
            int from = check.journal().now();
            try {
                check.kiosk().player().subscribeToNews(news);
            } catch (BrokerTrouble forbidden) {
                throw Unmet.untried(forbidden.getMessage());
            }
            Optional<String> refused = check.hands().does(Hands.Deed.PUBLISH);
            if (refused.isPresent()) {
                throw Unmet.untried(refused.get());
            }
            order(from);
            check.kiosk().player().unsubscribe(List.of(news));
        });
    }

    private void order(int from) throws Unmet {
        String topic = check.plan().below("catalogue/head");
        Heard head = check.journal().await(from, heard -> heard.topic().equals(topic))
                .orElseThrow(() -> Unmet.untried("no other head came"));
        Set<String> before = Set.copyOf(known);
        follow(check.kiosk().keys().open(head.payload(), TYPE));
        List<Entry> entries = check.journal().all();
        int told = entries.indexOf(head);
        for (String hash : known) {
            String blob = check.plan().below("catalogue/blob/" + hash);
            int first = from;
            while (first < entries.size() && !(entries.get(first) instanceof Heard heard && heard.topic().equals(blob))) {
                first++;
            }
            // One of an edition of long ago may be there since then.
            boolean late = first > told && first < entries.size() && entries.get(first) instanceof Heard heard && !heard.retained();
            Unmet.unless(before.contains(hash) || !late, "blob " + hash + " came behind the head that leads to it");
        }
        if (before.containsAll(known)) {
            throw Unmet.untried("nothing is new in the other edition");
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
        known.clear();
        Set<String> chapters = new LinkedHashSet<>();
        head.path("chapters").forEach(chapter -> chapters.add(chapter.path("sha256").asText()));
        Set<String> pages = new LinkedHashSet<>();
        for (byte[] chapter : fetch(chapters).values()) {
            Check.tree(chapter).path("pages").forEach(page -> pages.add(page.path("sha256").asText()));
        }
        fetch(pages);
        known.addAll(chapters);
        known.addAll(pages);
    }

    /** A blob that is there, one that nobody has, and what no platform knows. */
    private void ask(JsonNode head) throws Unmet {
        String sha256 = head.path("chapters").path(0).path("sha256").asText();
        byte[] blob = answer("catalogue.blob", sha256).path("data_base64").asText().getBytes(StandardCharsets.US_ASCII);
        Unmet.unless(Keys.sha256(Base64.getDecoder().decode(blob)).equals(sha256), "the bytes answered for " + sha256 + " have another hash");
        for (String type : List.of("catalogue.blob", "check.nonsense")) {
            JsonNode none = answer(type, "0".repeat(64));
            Unmet.unless(none.path("refused").isTextual(), "what it cannot know it answers with " + none);
        }
    }

    private JsonNode answer(String type, String sha256) throws Unmet {
        return check.kiosk().ask(type, JsonNodeFactory.instance.objectNode().put("sha256", sha256));
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
                .await(from, heard -> heard.topic().equals(topic))
                .orElseThrow(() -> Unmet.broken("blob " + hash + " is not there, and the head that leads to it is"));
        Unmet.unless(blob.retained(), "blob " + hash + " came after the head that leads to it");
        Unmet.unless(Keys.sha256(blob.payload()).equals(hash), "the bytes under " + hash + " have another hash");
        return blob.payload();
    }
}
