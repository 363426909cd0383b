package cn.ting.setup;

import cn.ting.catalogue.TestPen;
import cn.ting.condition.Conditions;
import cn.ting.link.Document;
import cn.ting.link.PlayedDocuments;
import cn.ting.outbox.Lane;
import cn.ting.outbox.Outbox;
import cn.ting.outbox.WaitingLetter;
import cn.ting.seal.TrustAnchor;
import cn.ting.settings.PlaceSettings;
import cn.ting.settings.SettingsException;
import cn.ting.store.Ledger;
import cn.ting.time.SteppedClock;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One process of one kiosk, as far as it is set up. A configuration is a word here; {@code wrong} is none. */
final class SetupLife implements AutoCloseable {

    private static final PlaceSettings PLACE = new PlaceSettings("fengshui", "k1", "亭", "Kiosk");

    final Conditions conditions;
    final Ledger ledger;
    final Outbox outbox;
    final Visits visits;
    final SetupFolder folder;
    /** What this process is configured by; {@code own} for the technician's file. */
    final String config;
    private final Setup setup;
    int restarts;

    /**
     * Starts, as the kiosk does: the configuration first.
     *
     * @param reachable the configurations under which the platform is heard
     * @param step runs before each rename
     */
    SetupLife(Path directory, SteppedClock clock, TestPen pen, List<String> reachable, Runnable step) {
        conditions = new Conditions(clock);
        folder = new SetupFolder(directory.resolve("setup"), step);
        Optional<SetupFolder.Candidate> candidate = folder.begin(directory.resolve("kiosk.yaml"));
        while (candidate.filter(one -> one.text().startsWith("wrong")).isPresent()) {
            candidate = folder.refused(candidate.get(), "is wrong");
        }
        config = candidate.map(SetupFolder.Candidate::text).orElse("own");
        ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock);
        outbox = new Outbox(ledger, clock, PLACE);
        VisitBook book = new VisitBook(outbox, clock);
        visits = new Visits(
                new VisitSettings(Duration.ofMinutes(1), Duration.ofSeconds(20), 10, Duration.ofMinutes(3)), clock, ledger, book);
        setup = new Setup(new PlayedDocuments().documents(), new TrustAnchor(pen.publicKey()), PLACE,
                new SetupSettings(Duration.ofMinutes(5), 2, 3), folder, SetupLife::check, new SetupTeller(ledger, book, conditions),
                visits, () -> reachable.contains(config), conditions, new StillClock(clock));
        setup.start(() -> restarts++);
    }

    private static void check(String text) {
        if (text.equals("wrong")) {
            throw new SettingsException("kiosk.yaml", "is wrong");
        }
    }

    static byte[] wish(TestPen pen, long version, String config) {
        return pen.sign(SetupDocument.PAYLOAD_TYPE, ("{\"version\":" + version
                + ",\"area\":\"fengshui\",\"kiosk\":\"k1\",\"config\":\"" + config + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    /** Hears a wish; what follows is done at the next look. */
    void hears(byte[] envelope) {
        setup.stop();
        setup.read(new Document("ting/1/fengshui/kiosk/k1/down/setup", envelope));
    }

    boolean settled() {
        return setup.settled();
    }

    void look() {
        setup.look();
    }

    /** Looks until nothing more is done or the process ends. */
    void goOn() {
        for (int i = 0; i < 4 && restarts == 0; i++) {
            setup.look();
        }
    }

    /** What was told, oldest first: {@code tried 7/1}. */
    List<String> told() {
        List<String> told = new ArrayList<>();
        for (WaitingLetter letter : outbox.after(Lane.RESULTS, 0, 100)) {
            JsonNode event = tree(outbox.envelopeOf(letter.posted()).orElseThrow());
            JsonNode fact = event.path("data");
            told.add(event.path("type").asText().replace("cn.ting.setup.", "") + " " + fact.path("version").asLong() + "/"
                    + fact.path("trial").asInt());
        }
        return told;
    }

    private static JsonNode tree(byte[] event) {
        try {
            return new ObjectMapper().readTree(event);
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public void close() {
        setup.stop();
        ledger.close();
    }
}
