package cn.ting.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.catalogue.TestPen;
import cn.ting.condition.Condition;
import cn.ting.condition.Conditions;
import cn.ting.condition.Fault;
import cn.ting.link.Document;
import cn.ting.link.PlayedDocuments;
import cn.ting.seal.DeviceKey;
import cn.ting.seal.DeviceKeyFile;
import cn.ting.seal.TrustAnchor;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.time.SteppedClock;
import cn.ting.vault.Person;
import cn.ting.vault.PlatformsVault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a kiosk names persons, opposite the platform's own software. */
class NamingTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final String TOPIC = "kiosk/k1/down/naming";
    private static final String NUMBER = "999901195001010019";
    private static final String FACT = "k1/e/7";
    private static final String TYPE = "cn.ting.queue.ticket-issued";

    @TempDir
    Path directory;

    private final SteppedClock clock = new SteppedClock();
    private final PlatformsVault platform = new PlatformsVault("fengshui");
    private Kiosk kiosk;

    /** One life of one kiosk, as far as it names. */
    private final class Kiosk implements AutoCloseable {
        final Conditions conditions = new Conditions(clock);
        final PlayedDocuments link = new PlayedDocuments();
        final Ledger ledger;
        final Naming naming;
        final DeviceKeyFile device;

        Kiosk(Path data, TestPen trusted) {
            ledger = new Ledger(data.resolve("ledger.db"), conditions, clock);
            device = new DeviceKeyFile(Optional.empty(), data, conditions);
            naming = new Naming(link.documents(), new TrustAnchor(trusted.publicKey()), device,
                    new PlaceSettings("fengshui", "k1", "亭", "Kiosk"), ledger, conditions, clock);
            naming.start();
        }

        void told(long version) throws SQLException {
            DeviceKey key = device.key().orElseThrow();
            hears(platform.naming("k1", version, key.kid(), key.publicKey(), clock.local().toLocalDate()));
        }

        void hears(byte[] envelope) {
            naming.read(new Document("ting/1/fengshui/" + TOPIC, envelope));
        }

        NamedPerson person() {
            return naming.person(FACT, TYPE, "张小三", NUMBER).orElseThrow();
        }

        List<Fault> faults() {
            return conditions.present().stream().map(Condition::fault).toList();
        }

        @Override
        public void close() {
            ledger.close();
        }
    }

    @BeforeEach
    void begin() {
        kiosk = new Kiosk(directory, platform.pen);
    }

    @AfterEach
    void end() throws SQLException {
        kiosk.close();
        platform.close();
    }

    @Test
    void untilThePlatformHasSaidHowNobodyIsNamedAndAConditionSaysSo() {
        assertEquals(List.of(TOPIC), kiosk.link.asked());
        assertEquals(List.of(), kiosk.faults());
        clock.step(Duration.ofMinutes(1));
        assertEquals(List.of(NamingFault.NO_DAY_KEY, NamingFault.NO_SEALING_KEY), kiosk.faults());

        assertTrue(kiosk.naming.person(FACT, TYPE, "张小三", NUMBER).isEmpty());
        assertTrue(kiosk.naming.pseudonym(NUMBER).isEmpty());
    }

    @Test
    void thePlatformReadsThePersonOfThatFactAndOfNoOther() throws SQLException {
        kiosk.told(1);
        assertEquals(List.of(), kiosk.faults());

        NamedPerson named = kiosk.person();
        Person read = platform.person(FACT, TYPE, named);
        assertEquals("张**, 9****************9", read.masked());
        assertEquals(named.pseudonym(), read.pseudonym());
        assertEquals(Person.Named.UNREADABLE, platform.person("k1/e/8", TYPE, named).named());
        assertEquals(Person.Named.UNREADABLE, platform.person(FACT, "cn.ting.visit.identified", named).named());
        assertNull(kiosk.naming.pseudonym(NUMBER).orElseThrow().sealed());
    }

    @Test
    void aSealedPersonDoesNotTellHowLongTheNameIs() throws SQLException {
        kiosk.told(1);
        int length = kiosk.person().sealed().ct().length();
        for (String name : List.of("李四", "欧阳娜娜", "MARCHETTI, ELENA SOFIA")) {
            assertEquals(length, kiosk.naming.person(FACT, TYPE, name, NUMBER).orElseThrow().sealed().ct().length(), name);
        }
    }

    @Test
    void kiosksOfAnAreaGiveAPersonOneNameAndAnotherTheNextDay(@TempDir Path elsewhere) throws SQLException {
        try (Kiosk other = new Kiosk(elsewhere, platform.pen)) {
            kiosk.told(1);
            other.told(2);
            String today = kiosk.person().pseudonym();
            assertEquals(today, other.person().pseudonym());

            clock.step(Duration.ofDays(1));
            String tomorrow = kiosk.person().pseudonym();
            assertNotEquals(today, tomorrow);
            assertEquals(tomorrow, other.person().pseudonym(), "the next day's key came with today's");
        }
    }

    @Test
    void aKioskWhoseClockIsADayOffNamesByThePlatformsDay(@TempDir Path elsewhere) throws SQLException {
        kiosk.told(1);
        String today = kiosk.person().pseudonym();
        clock.step(Duration.ofDays(1));
        clock.told(clock.instant().minus(Duration.ofDays(1)));

        try (Kiosk ahead = new Kiosk(elsewhere, platform.pen)) {
            DeviceKey key = ahead.device.key().orElseThrow();
            ahead.hears(platform.naming("k1", 1, key.kid(), key.publicKey(), TODAY));
            assertEquals(today, ahead.person().pseudonym());
        }
    }

    @Test
    void aDaysKeyThatCameBeforeThePlatformsTimeIsThereWhenItTurnsOutToBeThatDay(@TempDir Path elsewhere) throws SQLException {
        kiosk.told(1);
        String today = kiosk.person().pseudonym();
        clock.step(Duration.ofDays(1));
        clock.untold();

        try (Kiosk ahead = new Kiosk(elsewhere, platform.pen)) {
            DeviceKey key = ahead.device.key().orElseThrow();
            ahead.hears(platform.naming("k1", 1, key.kid(), key.publicKey(), TODAY));
            assertNotEquals(today, ahead.person().pseudonym(), "by its own clock it is the day after");
            clock.told(clock.instant().minus(Duration.ofDays(1)));
            assertEquals(today, ahead.person().pseudonym());
            assertEquals(List.of(), ahead.faults());
        }
    }

    @Test
    void withoutALinkNamesLastUntilTheEndOfTheNextDayAndTheSealLonger() throws SQLException {
        kiosk.told(1);
        clock.step(Duration.ofDays(2));

        assertEquals(List.of(NamingFault.NO_DAY_KEY), kiosk.faults());
        NamedPerson named = kiosk.person();
        assertNull(named.pseudonym());
        assertEquals(Person.Named.IN_FULL, platform.person(FACT, TYPE, named).named());
        kiosk.told(2);
        assertEquals(List.of(), kiosk.faults());
    }

    @Test
    void aRestartWithoutALinkNamesAsBefore() throws SQLException {
        kiosk.told(1);
        String before = kiosk.person().pseudonym();
        kiosk.close();

        kiosk = new Kiosk(directory, platform.pen);

        assertEquals(before, kiosk.person().pseudonym());
        assertEquals(Person.Named.IN_FULL, platform.person(FACT, TYPE, kiosk.person()).named());
    }

    @Test
    void whatIsSealedToAnOlderKeyOpensAfterThePlatformMadeANewOne() throws SQLException {
        kiosk.told(1);
        NamedPerson before = kiosk.person();
        platform.vault.newSealingKey();
        kiosk.told(2);
        NamedPerson after = kiosk.person();

        assertEquals(List.of("fengshui-1", "fengshui-2"), List.of(before.sealed().kid(), after.sealed().kid()));
        assertEquals(Person.Named.IN_FULL, platform.person(FACT, TYPE, before).named());
        assertEquals(Person.Named.IN_FULL, platform.person(FACT, TYPE, after).named());
    }

    @Test
    void aDocumentOfAnotherPenAnotherKioskOrAnOlderVersionIsRefusedAndTheLastOneStays() throws SQLException {
        kiosk.told(5);
        DeviceKey key = kiosk.device.key().orElseThrow();
        byte[] stranger = new TestPen().sign(NamingDocument.PAYLOAD_TYPE, "{}".getBytes(StandardCharsets.UTF_8));
        byte[] older = platform.naming("k1", 4, key.kid(), key.publicKey(), TODAY);
        byte[] others = platform.naming("k2", 6, key.kid(), key.publicKey(), TODAY);
        for (byte[] refused : List.of(stranger, older, others)) {
            kiosk.hears(refused);
            assertEquals(List.of(NamingFault.REFUSED), kiosk.faults());
            assertEquals(Person.Named.IN_FULL, platform.person(FACT, TYPE, kiosk.person()).named());
            kiosk.told(5);
            assertEquals(List.of(), kiosk.faults());
        }
    }

    @Test
    void daysSealedToAnotherKeyTakeNoneAwayAndAKioskWithoutAKeyStillSeals(@TempDir Path elsewhere)
            throws SQLException, IOException {
        kiosk.told(1);
        String name = kiosk.person().pseudonym();
        kiosk.hears(platform.naming("k1", 2, null, null, TODAY));
        assertEquals(name, kiosk.person().pseudonym());

        Files.write(elsewhere.resolve("device-key"), new byte[3]);
        try (Kiosk keyless = new Kiosk(elsewhere, platform.pen)) {
            keyless.hears(platform.naming("k1", 3, kiosk.device.key().orElseThrow().kid(),
                    kiosk.device.key().orElseThrow().publicKey(), TODAY));
            assertNull(keyless.person().pseudonym());
            assertEquals(Person.Named.IN_FULL, platform.person(FACT, TYPE, keyless.person()).named());
        }
    }

    @Test
    void aKeptDocumentOfAnotherTrustAnchorIsNotBelieved() throws SQLException {
        kiosk.told(1);
        kiosk.close();
        kiosk = new Kiosk(directory, new TestPen());

        assertTrue(kiosk.naming.person(FACT, TYPE, "张小三", NUMBER).isEmpty());
        assertTrue(kiosk.faults().contains(NamingFault.REFUSED));
    }
}
