package cn.ting.device.contactcard;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.Driver;
import cn.ting.wire.ChildLine;
import cn.ting.wire.Lines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver of readers behind PC/SC, at a real pcscd, its virtual reader, and a simulated card. */
class PcscReaderTest extends ContactCardReaderContract {

    private static SmartCardService service;

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
        return new PcscDriver(service.environment());
    }

    @Override
    String address() {
        return "pcsc:Virtual PCD";
    }

    @Override
    String profile() {
        // Longer than a busy machine takes over thirty commands.
        return "{poll: 50ms, patience: 15s}";
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
    void aServiceThatDiesIsFoundAgainByItselfAndACardLeftInItIsNobodys() throws Exception {
        ContactCardReader reader = reader();
        eventuallyIs(DeviceState.READY);
        try (SimulatedSocialCard card = simulated(true)) {
            card.slow(Duration.ofMillis(5));
            card.insert();
            assertTrue(next() instanceof SocialSecurityCard);
            long waiting = program().orElseThrow().pid();
            service.kill();
            assertEquals("gone", next());
            eventually(() -> status().now().cause().equals(Optional.of(ContactCardFault.NO_SERVICE)));
            assertEquals(DeviceState.ABSENT, status().now().state());
            assertEquals(Optional.of(ContactCardFault.SILENT), reader.trouble());
            service.start();
            assertEquals(new UnreadCard(ContactCardFault.MUTE), next());
            eventuallyIs(DeviceState.READY);
            assertEquals(Optional.empty(), reader.trouble());
            assertEquals(waiting, program().orElseThrow().pid(), "it has waited, and nothing was started in vain");
            card.pull();
            assertEquals("gone", next());
            card.insert();
            assertTrue(next() instanceof SocialSecurityCard, "pushed in before our eyes");
        }
        assertEquals("gone", next());
    }

    @Test
    void aMuteCardEndsThePatienceAndNotTheReader() throws Exception {
        ContactCardReader reader = reader();
        eventuallyIs(DeviceState.READY);
        try (SimulatedSocialCard card = simulated(false)) {
            card.mute(true);
            card.insert();
            eventually(() -> card.chip().commands() > 0);
            clock.leap(Duration.ofSeconds(15));
            assertEquals(new UnreadCard(ContactCardFault.MUTE), next());
            assertEquals("gone", next());
            assertEquals(new UnreadCard(ContactCardFault.MUTE), next(), "another program finds it, and leaves it alone");
            card.pull();
            card.mute(false);
            assertEquals("gone", next());
            eventually(() -> reader.trouble().isEmpty() && conditions.present().isEmpty());
            card.insert();
            assertEquals(SocialSecurityCard.class, next().getClass(), () -> status().events().toString());
        }
        assertEquals("gone", next());
    }

    /** A library that crashes in the midst of a card takes down its own process; the kiosk's goes on, and starts another. */
    @Test
    void aCrashUnderACardIsToldAndComesBackByItself() throws Exception {
        ContactCardReader reader = reader();
        eventuallyIs(DeviceState.READY);
        try (SimulatedSocialCard card = simulated(false)) {
            card.slow(Duration.ofMillis(200));
            card.insert();
            eventually(() -> card.chip().commands() > 0);
            ProcessHandle crashing = program().orElseThrow();
            new ProcessBuilder("kill", "-SEGV", String.valueOf(crashing.pid())).start().waitFor();
            assertEquals(new UnreadCard(ContactCardFault.UNREADABLE), next());
            assertEquals("gone", next());
            assertEquals(new UnreadCard(ContactCardFault.MUTE), next(), "asked for anew, and not read");
            eventually(() -> status().events().stream().anyMatch(event -> event.what().equals("faulty contactcard.crashed")));
            assertTrue(status().events().stream().anyMatch(event -> event.what().contains("crashed by SIGSEGV in lib")),
                    () -> status().events().toString());
            eventually(() -> reader.trouble().isEmpty() && conditions.present().isEmpty());
            assertNotEquals(crashing.pid(), program().orElseThrow().pid());
            card.slow(Duration.ZERO);
            card.pull();
            assertEquals("gone", next());
            eventually(() -> selfTested().seen().endsWith("no card is in"));
            card.insert();
            assertEquals(SocialSecurityCard.class, next().getClass(), () -> status().events().toString());
        }
        assertEquals("gone", next());
    }

    /** As when the kiosk is killed: its end of the line goes, and a program that hangs in a card goes too. */
    @Test
    void theProgramEndsWithItsInputWhateverItHangsIn() throws Exception {
        List<String> command = new ArrayList<>(service.environment());
        command.addAll(PcscCommand.words());
        try (SimulatedSocialCard card = simulated(false); ChildLine line = new Lines().run(command)) {
            PcscChild program = new PcscChild(line, clock, Duration.ofSeconds(15), () -> { });
            program.begin(why -> { });
            String name = program.readers().get(0);
            card.mute(true);
            card.insert();
            eventually(() -> holdsCard(program, name));
            line.write(new PcscFrame(PcscFrame.SWITCH_ON, name.getBytes(StandardCharsets.UTF_8)).bytes());
            assertTrue(line.read(new byte[PcscFrame.HEADER], Duration.ofSeconds(15)) > 0);
            line.write(new PcscFrame(PcscFrame.SEND, new byte[] {0, (byte) 0xA4, 4, 0, 0}).bytes());
            eventually(() -> card.chip().commands() > 0);
            line.endInput();
            assertEquals(OptionalInt.of(0), line.exit(Duration.ofSeconds(60)));
        }
    }

    private static boolean holdsCard(PcscChild program, String name) {
        try {
            return program.holdsCard(name);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static Optional<ProcessHandle> program() {
        return ProcessHandle.current().descendants()
                .filter(child -> child.info().arguments().stream().flatMap(Stream::of).anyMatch(PcscProgram.class.getName()::equals))
                .findFirst();
    }

    @Test
    void aReaderThatIsNotThereIsWaitedForAndStaffAreToldWhichAre() throws Exception {
        ContactCardReader reader = reader("pcsc:Another Reader");
        eventually(() -> status().events().stream().anyMatch(event -> event.what().contains(SmartCardService.READER)));
        assertEquals(DeviceState.ABSENT, status().now().state());
        assertEquals(Optional.of(ContactCardFault.NO_READER), status().now().cause());
        assertEquals(Optional.of(ContactCardFault.SILENT), reader.trouble());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcsc:", "pcsc: ", "pcsc:x ", "tcp:127.0.0.1:1", "", "usb:x"})
    void anAddressThatNamesNoReaderIsRefused(String address) {
        assertThrows(IllegalArgumentException.class, () -> driver().checkAddress(address));
    }
}
