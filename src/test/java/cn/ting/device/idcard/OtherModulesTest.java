package cn.ting.device.idcard;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.ting.device.idcard.SamVSettings.Presence;
import cn.ting.device.inventory.DeviceState;
import cn.ting.time.SystemClock;
import cn.ting.wire.TcpFarEnd;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules that answer otherwise than the simulated one does. */
@Timeout(300)
class OtherModulesTest {

    private static final SyntheticPerson ZHANG = SyntheticPeople.find("zhang-xiaosan").orElseThrow();

    @Test
    void aQuestionHurtOnItsWayIsAskedOnceMore() throws Exception {
        AtomicInteger selections = new AtomicInteger();
        try (TcpFarEnd other = new TcpFarEnd(0, 0, new SystemClock(), line -> {
                    SimulatedSamVLine module = new SimulatedSamVLine(line);
                    while (true) {
                        switch (module.request()) {
                            case 0x2001 -> module.answer(0x9F, new byte[4], false);
                            case 0x2002 -> module.answer(selections.incrementAndGet() == 1 ? 0x10 : 0x90,
                                    new byte[selections.get() == 1 ? 0 : 8], false);
                            case 0x3001 -> module.answer(0x90, SyntheticCard.textAndPhoto(ZHANG), false);
                            default -> module.answer(0x21, new byte[0], false);
                        }
                    }
                })) {
            other.start();
            try (ReaderBench hurt = new ReaderBench(other.address())) {
                hurt.expectRead(ZHANG);
                assertEquals(1, hurt.reader().counts().lost());
            }
        }
    }

    @Test
    void aModuleThatIsSilentToAllButCardsIsUsedAllTheSame() throws Exception {
        try (TcpFarEnd other = new TcpFarEnd(0, 0, new SystemClock(), line -> {
                    SimulatedSamVLine module = new SimulatedSamVLine(line);
                    while (true) {
                        if (module.request() == 0x2001) {
                            module.answer(0x80, new byte[0], false);
                        }
                    }
                })) {
            other.start();
            Hurry hurry = new Hurry();
            hurry.silentTo(0x11FF);
            try (ReaderBench taciturn = new ReaderBench(other.address(), Presence.NONE, hurry)) {
                eventually(() -> taciturn.state() == DeviceState.READY && taciturn.reader().counts().asked() > 5);
                assertEquals(1, taciturn.reader().counts().lost(), "it is not asked again how it is");
            }
        }
    }

    /** 0 for none at all. */
    @ParameterizedTest
    @ValueSource(ints = {0x21, 0x23, 0x24, 0x77, 0x10, 0})
    void oneThatCannotTellWhetherThereIsALaterAddressLeavesTheCardWithoutAny(int sw3) throws Exception {
        try (TcpFarEnd other = lyingWith(sw3)) {
            Hurry hurry = new Hurry();
            hurry.silentTo(sw3 == 0 ? 0x3003 : -1);
            try (ReaderBench reader = new ReaderBench(other.address(), KnownBytes.EVERYTHING, hurry)) {
                Card.Resident card = (Card.Resident) reader.expectRead(ZHANG);
                assertEquals(Optional.empty(), card.address(), "one that may be of the past");
                assertEquals(Optional.of(ZHANG.issuer()), card.issuer());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x41, 0x34, 0x40, 0x60})
    void aCardThatIsGoneBeforeItsLaterAddressIsReadWasNotRead(int sw3) throws Exception {
        try (TcpFarEnd other = lyingWith(sw3);
                ReaderBench reader = new ReaderBench(other.address(), KnownBytes.EVERYTHING, new Hurry())) {
            reader.expectUnreadable(sw3 == 0x40 ? IdCardFault.LAYOUT_UNKNOWN : IdCardFault.READ_FAILED);
        }
    }

    /** A module that reads ZHANG's card and answers whoever asks for more of it so. */
    private static TcpFarEnd lyingWith(int sw3) throws Exception {
        TcpFarEnd module = new TcpFarEnd(0, 0, new SystemClock(), line -> {
            SimulatedSamVLine said = new SimulatedSamVLine(line);
            while (true) {
                switch (said.request()) {
                    case 0x11FF, 0x12FF -> said.answer(0x21, new byte[0], false);
                    case 0x2001 -> said.answer(0x9F, new byte[4], false);
                    case 0x2002 -> said.answer(0x90, new byte[8], false);
                    case 0x3001 -> said.answer(0x90, SyntheticCard.textAndPhoto(ZHANG), false);
                    default -> said.answer(sw3, new byte[0], false);
                }
            }
        });
        module.start();
        return module;
    }

    @Test
    void aCardTheModuleKeepsFindingIsToldOnceAndTriedAgainInSilence() throws Exception {
        AtomicInteger selections = new AtomicInteger();
        try (TcpFarEnd patient = new TcpFarEnd(0, 0, new SystemClock(), line -> {
                    SimulatedSamVLine module = new SimulatedSamVLine(line);
                    while (true) {
                        switch (module.request()) {
                            case 0x11FF, 0x12FF -> module.answer(0x21, new byte[0], false);
                            case 0x2001 -> module.answer(0x9F, new byte[4], false);
                            case 0x2002 -> module.answer(selections.incrementAndGet() < 4 ? 0x81 : 0x90,
                                    new byte[selections.get() < 4 ? 0 : 8], false);
                            default -> module.answer(0x90, SyntheticCard.textAndPhoto(ZHANG), false);
                        }
                    }
                })) {
            patient.start();
            try (ReaderBench other = new ReaderBench(patient.address())) {
                other.expectUnreadable(IdCardFault.READ_FAILED);
                other.expectRead(ZHANG);
            }
        }
    }

    /** Each listed code but 90, with which only other questions are answered, and one that is not listed. */
    @Test
    void whateverAModuleAnswersToALookForACardIsToldForWhatItIs() throws Exception {
        AtomicInteger verdict = new AtomicInteger(0x80);
        AtomicInteger looks = new AtomicInteger();
        try (TcpFarEnd module = new TcpFarEnd(0, 0, new SystemClock(), line -> {
                    SimulatedSamVLine said = new SimulatedSamVLine(line);
                    while (true) {
                        if (said.request() == 0x2001) {
                            said.answer(verdict.get(), new byte[0], false);
                            looks.incrementAndGet();
                        } else {
                            said.answer(0x21, new byte[0], false);
                        }
                    }
                })) {
            module.start();
            try (ReaderBench reader = new ReaderBench(module.address())) {
                for (int sw3 : new int[] {0x34, 0x80, 0x40, 0x31, 0x32, 0x33, 0x37, 0x3F, 0x41, 0x47, 0x81, 0x91, 0x10, 0x11, 0x21, 0x23, 0x24, 0x77, 0x60,
                        0x66}) {
                    eventually(() -> reader.state().inService());
                    verdict.set(sw3);
                    int before = looks.get();
                    eventually(() -> looks.get() > before + 4);
                    String code = "%02X".formatted(sw3);
                    switch (SamVStatus.of((byte) sw3).then()) {
                        case NO_CARD -> reader.expectSilence();
                        case OTHER_CARD -> reader.expectUnreadable(IdCardFault.LAYOUT_UNKNOWN);
                        case LAY_AGAIN -> reader.expectUnreadable(IdCardFault.READ_FAILED);
                        default -> eventually(() -> reader.state() == DeviceState.FAULTY);
                    }
                    assertFalse(reader.conditions.has(IdCardFault.SILENT), code);
                    assertEquals(sw3 < 0x30 || sw3 == 0x77 || sw3 == 0x60 || sw3 == 0x66 || sw3 == 0x91, reader.state() == DeviceState.FAULTY, code);
                    verdict.set(0x80);
                    int then = looks.get();
                    eventually(() -> looks.get() > then + 4);
                    reader.expectSilence();
                }
                assertEquals(8, reader.reader().counts().failed(), "a reader that refuses card after card wears out like any other");
            }
        }
    }
}
