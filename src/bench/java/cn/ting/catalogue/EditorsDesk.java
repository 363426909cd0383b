package cn.ting.catalogue;

import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Where the catalogue is edited and from where it is published: only what has moved is sent, and every publication has a higher
 * version. What is edited here is forgotten with the desk. Safe for use by any thread.
 */
public final class EditorsDesk {

    private final CataloguePublisher publisher;
    private final CataloguePublisher stranger;
    private final CatalogueTravel travel;
    private final BiConsumer<String, byte[]> send;
    private final KioskClock clock;
    private CatalogueContent content;
    private Optional<Publication> published = Optional.empty();
    private long version;

    /**
     * @param pen of the platform
     * @param strangersPen of somebody whom no kiosk trusts
     * @param send publishes a retained document under a topic below the area's; returns when it is there
     */
    public EditorsDesk(CatalogueContent content, Signer pen, Signer strangersPen, CatalogueTravel travel,
            BiConsumer<String, byte[]> send, KioskClock clock) {
        this.content = content;
        this.publisher = new CataloguePublisher(pen);
        this.stranger = new CataloguePublisher(strangersPen);
        this.travel = travel;
        this.send = send;
        this.clock = clock;
        // Growing from one bench to the next, so that a kiosk which has seen an older one adopts this one's catalogue.
        version = clock.instant().getEpochSecond();
    }

    /** The catalogue as it is now. */
    public synchronized CatalogueContent content() {
        return content;
    }

    /** Publishes the catalogue as it is now, under a higher version. */
    public synchronized void publish() {
        Publication next = publisher.publish(content, ++version, clock.instant());
        send(published.map(next::movedSince).orElse(next));
        published = Optional.of(next);
    }

    /** Publishes a version in which a hall has moved, and in place of the chapter that says so something else. */
    public synchronized void publishWrongHash() {
        JsonNode halls = content.halls().deepCopy();
        ObjectNode moved = (ObjectNode) halls.get(0);
        moved.put("walkingMinutes", moved.path("walkingMinutes").asInt() + 1);
        Publication before = published.orElseThrow(() -> new IllegalStateException("nothing is published yet"));
        Publication wrong = publisher.publish(content.withHalls(halls), ++version, clock.instant());
        send(wrong.spoiledSince(before).movedSince(before));
    }

    /** Publishes a version that somebody has signed whom no kiosk trusts. */
    public synchronized void publishBadSignature() {
        Publication forged = stranger.publish(content, ++version, clock.instant());
        send(published.map(forged::movedSince).orElse(forged));
    }

    /** A blob of the newest publication, as a question for it is answered. */
    public synchronized Optional<byte[]> blob(String sha256) {
        return published.map(newest -> newest.documents().get(Publication.BLOB + sha256));
    }

    private void send(Publication moved) {
        // First, or a kiosk that is quick would be seen to get what nobody has published yet.
        travel.published(moved);
        moved.to(send);
    }

    /** Closes a hall today and tomorrow; it opens at nine on the day after. */
    public void closeHall(String hall) {
        DayOfWeek opens = clock.local().getDayOfWeek().plus(2);
        hours(hall, day -> day == opens ? "09:00-17:00" : "");
    }

    /** Closes a hall all week. */
    public void suspendHall(String hall) {
        hours(hall, day -> "");
    }

    /** Opens a hall day and night. */
    public void openHall(String hall) {
        hours(hall, day -> "00:00-24:00");
    }

    /** Changes a hall's hours, a span each day or none, and publishes the catalogue anew. */
    private synchronized void hours(String hall, Function<DayOfWeek, String> span) {
        JsonNode halls = content.halls().deepCopy();
        for (JsonNode entry : halls) {
            if (entry.path("id").asText().equals(hall)) {
                ObjectNode hours = (ObjectNode) entry.path("hours");
                for (DayOfWeek day : DayOfWeek.values()) {
                    ArrayNode spans = hours.putArray(day.name().toLowerCase(Locale.ROOT));
                    if (!span.apply(day).isEmpty()) {
                        spans.add(span.apply(day));
                    }
                }
            }
        }
        content = content.withHalls(halls);
        publish();
    }

    /** The ids of the halls. */
    public synchronized List<String> halls() {
        List<String> ids = new ArrayList<>();
        content.halls().forEach(hall -> ids.add(hall.path("id").asText()));
        return ids;
    }

    /** A matter as it is now. */
    public synchronized Optional<CatalogueContent.Entry> matter(String id) {
        return content.matters().stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    /** Matters whose id, names or aliases hold a text, those asked for most first; all of them for an empty one. */
    public synchronized List<CatalogueContent.Entry> find(String text, int most) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return content.matters().stream()
                .filter(entry -> holds(entry, wanted))
                .sorted(Comparator.comparing(CatalogueContent.Entry::heat).reversed())
                .limit(most)
                .toList();
    }

    private static boolean holds(CatalogueContent.Entry entry, String wanted) {
        List<String> names = new ArrayList<>(List.of(entry.id()));
        for (String field : List.of("title", "taskName", "taskNameEn")) {
            names.add(entry.page().path(field).asText());
        }
        entry.page().path("aliases").forEach(alias -> names.add(alias.asText()));
        return names.stream().anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(wanted));
    }

    /**
     * Edits a matter and publishes; {@link MatterEdit} says which fields.
     *
     * @throws IllegalArgumentException with a sentence for a field or value that cannot be; nothing has changed then
     */
    public synchronized void edit(String id, Map<String, String> fields) {
        content = content.with(id, new MatterEdit(fields));
        publish();
    }
}
