package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.store.LedgerFault;
import cn.ting.time.BorrowedClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.PromptSockets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that cannot be written, or not even read, costs no connection: over it ops hear of the bad disk. */
class LinkWithoutLedgerTest {

    @TempDir
    Path directory;

    private LinkRig rig;

    @BeforeEach
    void begin() {
        rig = new LinkRig(directory);
    }

    @AfterEach
    void end() {
        rig.close();
    }

    @Test
    void a_receipt_the_ledger_cannot_take_in_costs_no_connection_and_is_taken_in_later() {
        rig.linked();
        refuse("UPDATE ON outbox");
        long session = rig.outbox.epochs().nextSession().number();

        rig.post("v1", 1);
        rig.await("the receipt finds the ledger refusing", () -> rig.conditions.has(LedgerFault.UNAVAILABLE));
        assertTrue(rig.link.up());
        rig.ledger.write(tx -> tx.prepare("DROP TRIGGER refuse").execute());

        rig.await("it is receipted", rig::drained);
        assertEquals(session, rig.outbox.epochs().nextSession().number(), "it is the same connection");
        assertEquals(1, rig.platform.facts().size());
    }

    @Test
    void a_session_number_that_cannot_be_written_is_counted_in_memory() {
        rig.linked();
        refuse("UPDATE ON link_epoch");
        long next = rig.outbox.epochs().nextSession().number();

        rig.broker.cut();
        rig.await("the cut is seen", () -> !rig.link.up());
        rig.broker.restore();

        rig.await("the link is up again", rig.link::up);
        rig.await("it is present again", () -> rig.seen().present());
        assertEquals(next, rig.outbox.epochs().nextSession().number());
    }

    @Test
    void a_ledger_that_cannot_be_read_at_start_lets_health_through_and_is_named_once_it_can() throws IOException {
        rig.linked();
        rig.link.stop();
        rig.ledger.close();
        Path ledger = directory.resolve("ledger.db");
        Path aside = Files.move(ledger, directory.resolve("aside.db"));
        Files.createDirectory(ledger);

        rig.restartKiosk();
        rig.link.publishState("health", "{\"bad\":true}".getBytes(StandardCharsets.UTF_8), Duration.ofMinutes(3));
        rig.await("health is heard", () -> rig.seen().health().path("bad").asBoolean());
        assertTrue(rig.conditions.has(LedgerFault.UNAVAILABLE));
        assertFalse(rig.seen().present(), "nobody was born without a name");

        Files.move(aside, ledger, StandardCopyOption.REPLACE_EXISTING);
        rig.await("it is present", () -> rig.seen().present());
        assertFalse(rig.conditions.has(LedgerFault.UNAVAILABLE));
    }

    @Test
    void a_kiosk_that_is_alone_again_gives_numbers_as_soon_as_the_ledger_can_note_it() {
        rig.close();
        rig = new LinkRig(directory, new BorrowedClock(new SystemClock()) {
            @Override
            public Alarm after(Duration delay, Runnable task) {
                return super.after(delay.equals(Timetable.ALONE_AFTER) ? Duration.ofMillis(1) : delay, task);
            }
        });
        rig.outbox.epoch();
        rig.outbox.epochs().share(true);
        refuse("UPDATE OF shared ON link_epoch");
        AtomicBoolean refused = new AtomicBoolean();
        rig.conditions.onChange(() -> refused.compareAndSet(false, rig.conditions.has(LedgerFault.UNAVAILABLE)));
        rig.linked();
        rig.await("the note finds the ledger refusing", refused::get);
        long session = rig.outbox.epochs().nextSession().number();
        assertTrue(rig.conditions.has(LinkFault.TAKEN_OVER));

        rig.ledger.write(tx -> tx.prepare("DROP TRIGGER refuse").execute());

        rig.await("numbers may be given", () -> !rig.outbox.epochs().isShared());
        rig.await("nobody is told of another any more", () -> !rig.conditions.has(LinkFault.TAKEN_OVER));
        assertEquals(session, rig.outbox.epochs().nextSession().number(), "it is the same connection");
    }

    /** The worker is slow, and the ledger away: what was rung on a connection is read when another client has ended that already. */
    @Test
    void who_was_thrown_off_is_not_taken_for_alone_by_a_bell_that_was_rung_before() throws MqttException {
        AtomicReference<Runnable> alone = new AtomicReference<>();
        rig.close();
        rig = new LinkRig(directory, new BorrowedClock(new SystemClock()) {
            @Override
            public Alarm after(Duration delay, Runnable task) {
                if (delay.equals(Timetable.ALONE_AFTER)) {
                    alone.set(task);
                    return () -> {};
                }
                return super.after(delay, task);
            }
        });
        rig.outbox.epoch();
        rig.outbox.epochs().share(true);
        rig.linked();
        rig.await("it would be alone soon", () -> alone.get() != null);
        refuse("UPDATE OF shared ON link_epoch");
        MqttSession clone = MqttSession.open(rig.settings(), PromptSockets.readingAhead(), "ting-demo-kiosk-1", "gone", Optional.empty(), new Signals(1));
        rig.await("the note finds the ledger refusing", () -> rig.conditions.has(LedgerFault.UNAVAILABLE));
        rig.ledger.write(tx -> tx.prepare("DROP TRIGGER refuse").execute());

        alone.get().run();
        rig.link.stop();

        assertTrue(rig.outbox.epochs().isShared(), "the other one gives numbers");
        assertTrue(rig.conditions.has(LinkFault.TAKEN_OVER));
        clone.leave();
    }

    private void refuse(String change) {
        rig.ledger.write(tx -> tx.prepare(
                        "CREATE TRIGGER refuse BEFORE " + change + " BEGIN SELECT RAISE(ABORT, 'a bad disk'); END")
                .execute());
    }
}
