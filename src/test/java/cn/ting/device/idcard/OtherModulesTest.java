package cn.ting.device.idcard;

import static cn.ting.device.idcard.ReaderBench.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.device.idcard.SamVSettings.Presence;
import cn.ting.device.inventory.DeviceState;
import cn.ting.time.SystemClock;
import cn.ting.wire.TcpFarEnd;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
            hurry.silentTo(0x11);
            try (ReaderBench taciturn = new ReaderBench(other.address(), Presence.NONE, hurry)) {
                eventually(() -> taciturn.state() == DeviceState.READY && taciturn.reader().counts().asked() > 5);
                assertEquals(1, taciturn.reader().counts().lost(), "it is not asked again how it is");
            }
        }
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
}
