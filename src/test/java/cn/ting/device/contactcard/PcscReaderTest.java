package cn.ting.device.contactcard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.Driver;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver of readers behind PC/SC, at a real pcscd, its virtual reader, and a simulated card. */
class PcscReaderTest extends ContactCardReaderContract {

    private static SmartCardService service;

    /** Longer than a busy machine takes over thirty commands. */
    private String patience = "15s";

    @BeforeAll
    static void startService() throws Exception {
        service = new SmartCardService();
        service.start();
    }

    @AfterAll
    static void endService() throws Exception {
        service.close();
    }

    @Override
    Driver driver() {
        return new PcscDriver();
    }

    @Override
    String address() {
        return "pcsc:Virtual PCD";
    }

    @Override
    String profile() {
        return "{poll: 50ms, patience: %s}".formatted(patience);
    }

    private SimulatedSocialCard simulated(boolean blocks) {
        return new SimulatedSocialCard(service.reader(), new SocialCardChip(SocialCardContent.zhang(), blocks), clock);
    }

    @Override
    FarCard card() {
        SimulatedSocialCard card = simulated(false);
        return new FarCard() {
            @Override
            public void insert() {
                card.insert();
            }

            @Override
            public void pull() {
                card.pull();
            }

            @Override
            public void lockHolder() {
                card.chip().lockHolder(true);
            }

            @Override
            public void anotherKind() {
                card.chip().social(false);
            }

            @Override
            public void tear() {
                card.chip().tearRecords(1);
            }

            @Override
            public void close() {
                card.close();
            }
        };
    }

    @Test
    void aServiceThatDiesIsToldAndFoundAgainByItselfWithItsCard() throws Exception {
        ContactCardReader reader = reader();
        try (SimulatedSocialCard card = simulated(true)) {
            card.slow(Duration.ofMillis(5));
            card.insert();
            Object told = next();
            assertTrue(told instanceof SocialSecurityCard);
            service.kill();
            assertEquals("gone", next());
            eventuallyIs(DeviceState.ABSENT);
            assertEquals(Optional.of(ContactCardFault.SILENT), reader.trouble());
            service.start();
            assertEquals(told, next());
            assertEquals(DeviceState.READY, status().now().state());
            assertEquals(Optional.empty(), reader.trouble());
        }
        assertEquals("gone", next());
    }

    @Test
    void aMuteCardEndsThePatienceAndNotTheReader() throws Exception {
        patience = "3s";
        ContactCardReader reader = reader();
        try (SimulatedSocialCard card = simulated(false)) {
            card.mute(true);
            card.insert();
            assertEquals(new UnreadCard(ContactCardFault.MUTE), next());
            card.pull();
            card.mute(false);
            assertEquals("gone", next());
            eventually(() -> reader.trouble().isEmpty() && conditions.present().isEmpty());
            card.insert();
            assertEquals(SocialSecurityCard.class, next().getClass(), () -> status().events().toString());
        }
        assertEquals("gone", next());
    }

    @Test
    void aReaderThatIsNotThereIsWaitedForAndStaffAreToldWhichAre() throws Exception {
        ContactCardReader reader = reader("pcsc:Another Reader");
        eventually(() -> status().events().stream().anyMatch(event -> event.what().contains(SmartCardService.READER)));
        assertEquals(DeviceState.PRESENT, status().now().state());
        assertEquals(Optional.of(ContactCardFault.SILENT), reader.trouble());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcsc:", "pcsc: ", "pcsc:x ", "tcp:127.0.0.1:1", "", "usb:x"})
    void anAddressThatNamesNoReaderIsRefused(String address) {
        assertThrows(IllegalArgumentException.class, () -> driver().checkAddress(address));
    }
}
