package cn.ting.device.contactcard;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.Driver;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.inventory.Verdict;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsFile;
import cn.ting.time.LeapingClock;
import cn.ting.wire.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every reader of contact cards does, whatever leads to it: the shipped driver in a real inventory. */
@Timeout(300)
abstract class ContactCardReaderContract {

    /** A file of settings with devices alone. */
    record Cabinet(@Setting(why = "the devices") List<DeviceSettings> devices) {}

    /** A card in the hand, before the reader under test. */
    interface FarCard extends AutoCloseable {

        void insert();

        void pull();

        /** Makes it want a PIN before it tells whose it is. */
        void lockHolder();

        /** Makes it a card without the application of social security. */
        void anotherKind();

        /** Makes its next record come in half. */
        void tear();

        @Override
        void close();
    }

    @TempDir
    Path settings;

    final LeapingClock clock = new LeapingClock();
    final Conditions conditions = new Conditions(clock);
    final BlockingQueue<Object> said = new LinkedBlockingQueue<>();
    private Inventory inventory;

    /** The driver under test. */
    abstract Driver driver();

    /** Where its reader is. */
    abstract String address();

    /** The driver's keys, as in the file. */
    abstract String profile();

    /** The card of {@link SocialCardContent#zhang()}, not in the reader. */
    abstract FarCard card();

    ContactCardReader reader() throws Exception {
        return reader(address());
    }

    ContactCardReader reader(String address) throws Exception {
        Duration reopen = Duration.ofMillis(50);
        Path file = Files.writeString(settings.resolve("cabinet.yaml"),
                "devices: [{name: social, driver: %s, line: \"%s\", profile: %s}]\n".formatted(driver().name(), address, profile()));
        inventory = new Inventory(new Drivers(List.of(driver())), new InventorySettings(false, reopen, reopen, Duration.ofSeconds(30)),
                SettingsFile.read(file, Cabinet.class).devices(), new Lines(), clock, conditions);
        ContactCardReader reader = inventory.find(ContactCardReader.class).orElseThrow();
        reader.onCard(said::add);
        reader.onGone(() -> said.add("gone"));
        inventory.start();
        return reader;
    }

    @AfterEach
    void stop() {
        if (inventory != null) {
            inventory.stop();
        }
    }

    DeviceStatus status() {
        return inventory.statuses().get(0);
    }

    Verdict selfTested() {
        return inventory.selfTest("social").orElseThrow().completeOnTimeout(Verdict.failed("nothing"), 60, TimeUnit.SECONDS).join();
    }

    void eventuallyIs(DeviceState state) throws InterruptedException {
        eventually(() -> status().now().state() == state);
    }

    Object next() throws InterruptedException {
        return said.poll(60, TimeUnit.SECONDS);
    }

    @Test
    void aCardIsToldOnceEachTimeItIsPutInAndNamesNobodyByItself() throws Exception {
        ContactCardReader reader = reader();
        eventuallyIs(DeviceState.READY);
        assertEquals(Optional.empty(), reader.trouble());
        try (FarCard card = card()) {
            card.insert();
            SocialSecurityCard told = (SocialSecurityCard) next();
            assertEquals(new SocialSecurityCard("999901D1560000050011223344556677", "1", "3.00", "915600000233100099990100",
                    LocalDate.of(2020, 3, 15), LocalDate.of(2030, 3, 14), "T00000018",
                    Optional.of(new SocialSecurityCard.Holder("999901195001010012", "张小三", SocialSecurityCard.Sex.MALE, "01",
                            "999901", LocalDate.of(1950, 1, 1)))), told);
            assertEquals("999901", told.region());
            assertFalse((told + " " + told.holder() + status().events()).matches(".*(张小三|1950|T0000).*"));
            card.pull();
            assertEquals("gone", next());
            card.insert();
            assertEquals(told, next());
            assertTrue(selfTested().passed());
            card.pull();
            assertEquals("gone", next());
        }
        assertEquals(2, status().uses());
        assertEquals(List.of(), conditions.present());
    }

    /** Whose visit it is when a card is pushed in is known then alone: by the time it is read somebody else may stand there. */
    @Test
    void aCardIsToldAsItComesInAndAgainAsWhatItIs() throws Exception {
        ContactCardReader reader = reader();
        reader.onIn(() -> said.add("in"));
        eventuallyIs(DeviceState.READY);
        try (FarCard torn = card()) {
            torn.tear();
            torn.insert();
            assertEquals("in", next());
            assertEquals(new UnreadCard(ContactCardFault.UNREADABLE), next());
        }
        assertEquals("gone", next());
    }

    @Test
    void aCardThatTellsNobodyOrIsNoneIsToldAsWhatItIs() throws Exception {
        reader();
        eventuallyIs(DeviceState.READY);
        try (FarCard locked = card()) {
            locked.lockHolder();
            locked.insert();
            SocialSecurityCard told = (SocialSecurityCard) next();
            assertEquals("T00000018", told.number());
            assertEquals(Optional.empty(), told.holder());
        }
        assertEquals("gone", next());
        try (FarCard other = card()) {
            other.anotherKind();
            other.insert();
            assertEquals(new UnreadCard(ContactCardFault.NOT_SOCIAL_SECURITY), next());
        }
        assertEquals("gone", next());
        try (FarCard torn = card()) {
            torn.tear();
            torn.insert();
            assertEquals(new UnreadCard(ContactCardFault.UNREADABLE), next());
        }
        assertEquals("gone", next());
    }
}
