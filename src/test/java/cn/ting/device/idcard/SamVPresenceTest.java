package cn.ting.device.idcard;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.device.idcard.IdCardReader.CardGone;
import cn.ting.device.idcard.IdCardReader.CardLies;
import cn.ting.device.idcard.SamVSettings.Presence;
import cn.ting.time.SystemClock;
import cn.ting.wire.TcpFarEnd;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A card that was read, and whether it still lies there. */
@Timeout(300)
class SamVPresenceTest {

    private static final SyntheticPerson ZHANG = SyntheticPeople.find("zhang-xiaosan").orElseThrow();
    private static final SyntheticPerson WANG = SyntheticPeople.find("wang-guiying").orElseThrow();

    private final SimulatedSamVReader far = new SimulatedSamVReader(0, 0, Duration.ZERO, new SystemClock());
    private ReaderBench bench;

    @BeforeEach
    void plugIn() {
        far.start();
    }

    @AfterEach
    void unplug() {
        bench.close();
        far.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"APPENDED_ADDRESS", "MANAGEMENT_NUMBER"})
    void aCardThatWasReadIsToldToLieAndToBeGone(Presence presence) throws Exception {
        bench = new ReaderBench("tcp:127.0.0.1:" + far.port(), false, presence);
        for (SyntheticPerson person : List.of(ZHANG, SyntheticPeople.find("sun-haoran").orElseThrow())) {
            far.lay(person);
            bench.expectRead(person);
            assertEquals(new CardLies(), bench.next());
            long asked = bench.reader().counts().asked();
            eventually(() -> bench.reader().counts().asked() > asked + 3);
            bench.expectSilence();
            far.lift();
            assertEquals(new CardGone(), bench.next());
        }
    }

    @Test
    void aCardExchangedForAnotherIsGoneBeforeTheOtherIsRead() throws Exception {
        bench = new ReaderBench("tcp:127.0.0.1:" + far.port(), false, Presence.APPENDED_ADDRESS);
        far.lay(ZHANG);
        bench.expectRead(ZHANG);
        assertEquals(new CardLies(), bench.next());
        far.lay(WANG);
        assertEquals(new CardGone(), bench.next());
        bench.expectRead(WANG);
    }

    @Test
    void aReaderThatFallsSilentKnowsNothingMoreOfItsCard() throws Exception {
        Hurry hurry = new Hurry();
        bench = new ReaderBench("tcp:127.0.0.1:" + far.port(), Presence.APPENDED_ADDRESS, hurry);
        far.lay(ZHANG);
        bench.expectRead(ZHANG);
        assertEquals(new CardLies(), bench.next());
        hurry.mute(far, true);
        assertEquals(new CardGone(), bench.next());
        eventually(() -> bench.conditions.has(IdCardFault.SILENT));
    }

    @Test
    void aReaderWhoseLineBreaksKnowsNothingMoreOfItsCard() throws Exception {
        bench = new ReaderBench("tcp:127.0.0.1:" + far.port(), false, Presence.APPENDED_ADDRESS);
        far.lay(ZHANG);
        bench.expectRead(ZHANG);
        assertEquals(new CardLies(), bench.next());
        far.unplug();
        assertEquals(new CardGone(), bench.next());
    }

    /** 21: such a question is unknown to it; 41: it fails. Either way the next card is found. */
    @ParameterizedTest
    @ValueSource(ints = {0x21, 0x41, 0x77})
    void aModuleThatCannotTellReadsOnAsWithoutTheProfile(int sw3) throws Exception {
        try (TcpFarEnd other = new TcpFarEnd(0, 0, new SystemClock(), line -> {
                    SimulatedSamVLine module = new SimulatedSamVLine(line);
                    while (true) {
                        switch (module.request()) {
                            case 0x11FF, 0x12FF -> module.answer(0x90, new byte[0], false);
                            case 0x2001 -> module.answer(0x9F, new byte[4], false);
                            case 0x2002 -> module.answer(0x90, new byte[8], false);
                            case 0x3001 -> module.answer(0x90, SyntheticCard.textAndPhoto(ZHANG), false);
                            default -> module.answer(sw3, new byte[0], false);
                        }
                    }
                })) {
            other.start();
            bench = new ReaderBench(other.address(), false, Presence.APPENDED_ADDRESS);
            bench.expectRead(ZHANG);
            bench.expectRead(ZHANG);
        }
    }

    /** What a module says for a card that is gone no source tells: that it finds none, that none can be selected, or that none can be read. */
    @ParameterizedTest
    @ValueSource(ints = {0x34, 0x41, 0x47, 0x80, 0x81})
    void howeverAModuleSaysThatACardIsGoneTheNextOneIsReadAtOnce(int sw3) throws Exception {
        AtomicReference<SyntheticPerson> lying = new AtomicReference<>();
        AtomicBoolean read = new AtomicBoolean();
        try (TcpFarEnd other = new TcpFarEnd(0, 0, new SystemClock(), line -> {
                    SimulatedSamVLine module = new SimulatedSamVLine(line);
                    while (true) {
                        int asked = module.request();
                        SyntheticPerson person = lying.get();
                        switch (asked) {
                            case 0x11FF -> module.answer(0x90, new byte[0], false);
                            case 0x2001 -> module.answer(person == null || read.get() ? 0x80 : 0x9F,
                                    new byte[person == null || read.get() ? 0 : 4], false);
                            case 0x2002 -> module.answer(0x90, new byte[8], false);
                            case 0x3001 -> {
                                read.set(true);
                                module.answer(0x90, SyntheticCard.textAndPhoto(person), false);
                            }
                            case 0x12FF -> module.answer(0x21, new byte[0], false);
                            default -> module.answer(person != null && read.get() ? 0x91 : sw3, new byte[0], false);
                        }
                    }
                })) {
            other.start();
            bench = new ReaderBench(other.address(), false, Presence.APPENDED_ADDRESS);
            eventually(() -> bench.reader().counts().asked() > 3);
            for (SyntheticPerson person : List.of(ZHANG, WANG)) {
                read.set(false);
                lying.set(person);
                bench.expectRead(person);
                assertEquals(new CardLies(), bench.next());
                lying.set(null);
                assertEquals(new CardGone(), bench.next());
            }
            assertEquals(0, bench.reader().counts().lost());
        }
    }
}
