package cn.ting.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.catalogue.TestPen;
import cn.ting.condition.Conditions;
import cn.ting.link.PlayedDocuments;
import cn.ting.seal.BadSealException;
import cn.ting.seal.TrustAnchor;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.time.SteppedClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a kiosk believes, from the key in its settings on, over lies, restarts, wrong clocks and years. */
class RootsTest {

    private static final String ROOT = "application/vnd.ting.root+json";
    private static final String HEAD = "application/vnd.ting.catalogue-head+json";
    private static final String LEASES = "application/vnd.ting.leases+json";
    private static final Pattern SIGNATURE = Pattern.compile("\\{\"sig\":\"[^\"]*\"}");
    private static final byte[] DOCUMENT = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private final SteppedClock clock = new SteppedClock();
    private final TestPen first = new TestPen();
    private final TestPen second = new TestPen();
    private final TestPen third = new TestPen();
    private final TestPen editors = new TestPen();
    private final PlayedDocuments platform = new PlayedDocuments();
    private final Conditions conditions = new Conditions(clock);
    private Ledger ledger;
    private TrustAnchor anchor;

    @BeforeEach
    void begin() {
        startAnew(first);
    }

    @AfterEach
    void end() {
        ledger.close();
    }

    private void startAnew(TestPen trusted) {
        if (ledger != null) {
            ledger.close();
        }
        ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock);
        anchor = new TrustAnchor(trusted.publicKey(), clock);
        new Roots(platform.documents(), anchor, new PlaceSettings("fengshui", "k1", "亭", "Kiosk"), ledger, conditions, clock).start();
    }

    /** A root whose next one {@code threshold} of {@code next} have to sign, and whose catalogue the editors do. */
    private String root(long version, Instant expires, int threshold, TestPen... next) {
        StringBuilder keys = new StringBuilder("\"e\":\"" + editors.publicKey() + "\"");
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < next.length; i++) {
            keys.append(",\"r").append(i).append("\":\"").append(next[i].publicKey()).append('"');
            ids.append(i == 0 ? "" : ",").append("\"r").append(i).append('"');
        }
        return "{\"version\":" + version + ",\"area\":\"fengshui\",\"issued\":\"" + clock.instant() + "\",\"expires\":\"" + expires
                + "\",\"keys\":{" + keys + "},\"roles\":{\"root\":{\"keyids\":[" + ids + "],\"threshold\":" + threshold
                + "},\"catalogue\":{\"keyids\":[\"e\"],\"threshold\":1}}}";
    }

    private Instant inAYear() {
        return clock.instant().plus(Duration.ofDays(365));
    }

    private static byte[] signed(String payload, TestPen... pens) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        List<String> signatures = new ArrayList<>();
        for (TestPen pen : pens) {
            Matcher one = SIGNATURE.matcher(new String(pen.sign(ROOT, bytes), StandardCharsets.UTF_8));
            assertTrue(one.find());
            signatures.add(one.group());
        }
        String envelope = new String(pens[0].sign(ROOT, bytes), StandardCharsets.UTF_8);
        return SIGNATURE.matcher(envelope).replaceFirst(Matcher.quoteReplacement(String.join(",", signatures)))
                .getBytes(StandardCharsets.UTF_8);
    }

    private void publish(long version, byte[] root) {
        platform.publish("catalogue/root/" + version, root);
        platform.deliverAll();
    }

    @Test
    void untilThereIsARootTheKeyOfTheSettingsSignsEverythingAndThenOnlyWhatItsRoleMay() throws BadSealException {
        assertArrayEquals(DOCUMENT, anchor.open(first.sign(HEAD, DOCUMENT), HEAD));
        publish(1, signed(root(1, inAYear(), 1, second), first, second));

        assertEquals(1, anchor.rootVersion());
        assertArrayEquals(DOCUMENT, anchor.open(editors.sign(HEAD, DOCUMENT), HEAD));
        assertThrows(BadSealException.class, () -> anchor.open(first.sign(HEAD, DOCUMENT), HEAD));
        assertThrows(BadSealException.class, () -> anchor.open(editors.sign(LEASES, DOCUMENT), LEASES), "a role nobody has");
        assertEquals(List.of("catalogue/root/2"), platform.asked());
    }

    @Test
    void aRootNeedsEnoughKeysOfTheOneBeforeAndOfItsOwn() {
        publish(1, signed(root(1, inAYear(), 2, first, second), first, second));
        assertEquals(1, anchor.rootVersion());
        String next = root(2, inAYear(), 1, third);
        for (byte[] refused : List.of(
                signed(next, first, third), signed(next, first, first, third), signed(next, first, second), signed(next, third),
                signed(root(3, inAYear(), 1, third), first, second, third), signed(root(1, inAYear(), 1, third), first, second, third),
                signed(next.replace("fengshui", "elsewhere"), first, second, third),
                signed(next.replace("\"threshold\":1}}}", "\"threshold\":0}}}"), first, second, third))) {
            publish(2, refused);
            assertEquals(1, anchor.rootVersion());
            assertTrue(conditions.has(TrustFault.REFUSED));
        }
        publish(2, signed(next, second, third, first));
        assertEquals(2, anchor.rootVersion());
        assertFalse(conditions.has(TrustFault.REFUSED));
    }

    @Test
    void oneKeyUnderTwoNamesIsOneKey() {
        publish(1, signed(root(1, inAYear(), 2, second, second), first, second));
        assertEquals(0, anchor.rootVersion(), "two of one key can never sign");
    }

    @Test
    void aKioskThatWasAwayFollowsLinkByLinkAlsoOverExpiredOnesAndARestartKnowsTheChain() {
        platform.publish("catalogue/root/1", signed(root(1, clock.instant().minusSeconds(1), 1, second), first, second));
        platform.publish("catalogue/root/2", signed(root(2, clock.instant().minusSeconds(1), 1, third), second, third));
        publish(3, signed(root(3, inAYear(), 1, third), third));
        assertEquals(3, anchor.rootVersion());
        assertFalse(conditions.has(TrustFault.EXPIRED));

        for (int version = 1; version <= 3; version++) {
            platform.lose("catalogue/root/" + version);
        }
        startAnew(first);
        assertEquals(3, anchor.rootVersion());
        startAnew(new TestPen());
        assertEquals(0, anchor.rootVersion(), "the technician has named another key");
    }

    @Test
    void whatARootTookOverIsStillServedAndAnExpiredRootOpensNothingNewUntilTheNextOneComes() throws BadSealException {
        byte[] served = editors.sign(HEAD, DOCUMENT);
        publish(1, signed(root(1, inAYear(), 1, second), first, second));
        clock.step(Duration.ofDays(366));
        assertTrue(conditions.has(TrustFault.EXPIRED));
        assertThrows(BadSealException.class, () -> anchor.open(served, HEAD));
        assertArrayEquals(DOCUMENT, anchor.openKept(served, HEAD));

        TestPen newEditors = new TestPen();
        publish(2, signed(root(2, inAYear(), 1, second).replace(editors.publicKey(), newEditors.publicKey()), second));
        assertFalse(conditions.has(TrustFault.EXPIRED));
        assertThrows(BadSealException.class, () -> anchor.open(served, HEAD), "its key was taken away");
        assertArrayEquals(DOCUMENT, anchor.openKept(served, HEAD));
        assertArrayEquals(DOCUMENT, anchor.open(newEditors.sign(HEAD, DOCUMENT), HEAD));
    }

    @Test
    void aClockThatWasSetBackDoesNotBringAnExpiredRootToLife() {
        SteppedClock behind = new SteppedClock();
        clock.step(Duration.ofDays(366));
        byte[] expired = signed(root(1, clock.instant().minusSeconds(1), 1, second), first, second);
        TrustAnchor wrong = new TrustAnchor(first.publicKey(), behind);
        assertTrue(behind.instant().isBefore(clock.instant().minusSeconds(1)));
        assertEquals(0, wrong.rootVersion());
        try {
            wrong.adopt(expired, "fengshui");
        } catch (BadSealException never) {
            throw new AssertionError(never);
        }
        assertTrue(wrong.rootExpired());
    }

    @Test
    void whatWasRefusedUnderTheRootBeforeIsAskedForAgain() {
        List<byte[]> heard = new ArrayList<>();
        platform.publish("catalogue/head", DOCUMENT);
        platform.documents().subscribe("catalogue/head", document -> heard.add(document.payload()));
        platform.deliver("catalogue/head");
        publish(1, signed(root(1, inAYear(), 1, second), first, second));

        assertEquals(3, heard.stream().filter(one -> Arrays.equals(one, DOCUMENT)).count(), "by the test, as wished for before, and once more");
    }
}
