package cn.ting.intake;

import cn.ting.link.Documents;
import cn.ting.link.Link;
import cn.ting.link.Requests;
import cn.ting.time.KioskClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks for the catalogue's head and for its blobs by their hashes, some at a time, and asks again when nothing comes. For one thread, its
 * owner's: what comes is given to the {@link Ear} on the link's.
 */
public final class Intake {

    /** Silence after which the platform is asked again. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String HEAD = "catalogue/head";
    private static final String BLOB = "catalogue/blob/";
    /** Half of what the link receives at a time: a broker may forget a retained document it had to hold back (Artemis does). */
    private static final int MOST_ASKED = 64;
    /** More are asked for when no more than this many are awaited: brokers take long over each change of subscriptions. */
    private static final int FEW_ASKED = 24;
    /** Asked for by name once the broker has been silent twice: it may have lost what the platform still has. */
    private static final int MOST_REQUESTED = 8;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(25);

    private final Documents documents;
    private final Function<String, CompletableFuture<Requests.Reply>> requests;
    private final KioskClock clock;
    private final Ear ear;

    private final Set<String> asked = new LinkedHashSet<>();
    /** Came, and is still subscribed to. */
    private final Set<String> answered = new LinkedHashSet<>();
    private int silences;
    private Duration heard = Duration.ZERO;

    /** Takes what comes, unproven, on the link's worker or the clock's thread: it may only enqueue. */
    public interface Ear {

        /** @param envelope empty when the head was cleared */
        void head(byte[] envelope);

        /**
         * @param sha256 as what it was asked for, 64 lower-case hexadecimal digits
         * @param bytes empty when it was cleared
         */
        void blob(String sha256, byte[] bytes);
    }

    /** @param requests asks the platform for the blob of a hash, see {@link #byName} */
    public Intake(Documents documents, Function<String, CompletableFuture<Requests.Reply>> requests, KioskClock clock, Ear ear) {
        this.documents = documents;
        this.requests = requests;
        this.clock = clock;
        this.ear = ear;
    }

    /** The question for a blob as a link carries it; unanswered after 25 s. */
    public static Function<String, CompletableFuture<Requests.Reply>> byName(Link link) {
        return sha256 -> link.requests().ask(
                "catalogue.blob", ("{\"sha256\":\"" + sha256 + "\"}").getBytes(StandardCharsets.UTF_8), ANSWER_WITHIN);
    }

    /** Asks for the head; asking again brings the retained document again. */
    public void askHead() {
        documents.subscribe(HEAD, document -> ear.head(document.payload()));
    }

    /** Asks for the head no more. For any thread. */
    public void leaveHead() {
        documents.unsubscribe(HEAD);
    }

    /** The head has come, whatever it is: the silence is over. */
    public void headCame() {
        heard = clock.uptime();
    }

    /** Asks for some of what is missing and not asked for yet, once few are awaited. */
    public void ask(Collection<String> missing) {
        if (asked.size() > FEW_ASKED) {
            return;
        }
        Map<String, Documents.Reader> next = new LinkedHashMap<>();
        for (String sha256 : missing) {
            if (asked.size() >= MOST_ASKED) {
                break;
            }
            if (asked.add(sha256)) {
                next.put(BLOB + sha256, reader(sha256));
            }
        }
        documents.exchange(topics(answered), next);
        answered.clear();
    }

    /** A blob has come and is the one asked for; its subscription is given up with the next change of them. */
    public void blobCame(String sha256) {
        heard = clock.uptime();
        silences = 0;
        asked.remove(sha256);
        answered.add(sha256);
    }

    /** Asks for no blob any more, and begins again with the next {@link #ask}. */
    public void askNoMore() {
        asked.addAll(answered);
        documents.exchange(topics(asked), Map.of());
        asked.clear();
        answered.clear();
        silences = 0;
    }

    /** Whether nothing has come for {@link #PATIENCE}. */
    public boolean isSilent() {
        return clock.uptime().minus(heard).compareTo(PATIENCE) >= 0;
    }

    /** Asks for the head and all that is awaited again; the platform itself for some of it once this was in vain. */
    public void askAgain() {
        heard = clock.uptime();
        askHead();
        documents.exchange(List.of(), asked.stream().collect(Collectors.toMap(sha256 -> BLOB + sha256, this::reader)));
        silences++;
        if (silences > 1) {
            asked.stream().limit(MOST_REQUESTED).toList().forEach(this::request);
        }
    }

    private void request(String sha256) {
        requests.apply(sha256).thenAccept(reply -> {
            if (reply instanceof Requests.Reply.Answered answered) {
                ear.blob(sha256, answered.data());
            }
        });
    }

    private Documents.Reader reader(String sha256) {
        return document -> ear.blob(sha256, document.payload());
    }

    private static List<String> topics(Set<String> blobs) {
        return blobs.stream().map(sha256 -> BLOB + sha256).toList();
    }
}
