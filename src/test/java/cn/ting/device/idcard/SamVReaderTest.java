package cn.ting.device.idcard;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.idcard.SamVSettings.Presence;
import cn.ting.device.inventory.DeviceState;
import cn.ting.time.SystemClock;
import cn.ting.wire.Traffic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class SamVReaderTest {

    private static final SyntheticPerson ZHANG = SyntheticPeople.find("zhang-xiaosan").orElseThrow();
    private static final SyntheticPerson WANG = SyntheticPeople.find("wang-guiying").orElseThrow();

    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger numbersAsked = new AtomicInteger();
    private final AtomicInteger addressesAsked = new AtomicInteger();
    private final SimulatedSamVReader far = new SimulatedSamVReader(0, 0, Duration.ZERO, new SystemClock());
    private final Hurry hurry = new Hurry();
    private ReaderBench bench;

    @BeforeEach
    void plugIn() {
        far.onTraffic((direction, bytes) -> {
            if (direction == Traffic.Direction.TO_DEVICE) {
                questions.incrementAndGet();
                numbersAsked.addAndGet(bytes.length > 7 && bytes[7] == 0x12 ? 1 : 0);
                addressesAsked.addAndGet(bytes.length > 8 && bytes[7] == 0x30 && bytes[8] == 0x03 ? 1 : 0);
            }
        });
        far.start();
        bench = new ReaderBench("tcp:127.0.0.1:" + far.port(), Presence.NONE, hurry);
    }

    @AfterEach
    void unplug() {
        bench.close();
        far.close();
    }

    @Test
    void everyPersonsCardIsRead() throws Exception {
        for (SyntheticPerson person : SyntheticPeople.all()) {
            far.lay(person);
            bench.expectRead(person);
            far.lift();
        }
        assertEquals(DeviceState.READY, bench.state());
    }

    @Test
    void aCardLeftLyingIsReadOnce() throws Exception {
        far.lay(ZHANG);
        bench.expectRead(ZHANG);
        severalPolls();
        bench.expectSilence();
        assertEquals(1, bench.found.get(), "told when its reading began");
    }

    @Test
    void aCardThatFailsIsToldOnceAndReadWhenLaidAgain() throws Exception {
        far.failNextRead();
        far.lay(ZHANG);
        bench.expectUnreadable(IdCardFault.READ_FAILED);
        severalPolls();
        bench.expectSilence();
        assertEquals(1, bench.found.get(), "told when its reading began");
        layAgain(ZHANG);
        bench.expectRead(ZHANG);
    }

    @Test
    void aTornFrameIsAFailedReading() throws Exception {
        far.tearNextFrame();
        far.lay(ZHANG);
        bench.expectUnreadable(IdCardFault.READ_FAILED);
        layAgain(WANG);
        bench.expectRead(WANG);
        assertFalse(bench.conditions.has(IdCardFault.SILENT));
    }

    @Test
    void aCardLiftedTooEarlyIsAFailedReading() throws Exception {
        far.liftAfterSelect();
        far.lay(ZHANG);
        bench.expectUnreadable(IdCardFault.READ_FAILED);
        severalPolls();
        bench.expectSilence();
        far.lay(ZHANG);
        bench.expectRead(ZHANG);
    }

    @Test
    void troubleIsToldAgainForTheNextLaying() throws Exception {
        for (int laying = 0; laying < 2; laying++) {
            far.failNextRead();
            layAgain(ZHANG);
            bench.expectUnreadable(IdCardFault.READ_FAILED);
        }
    }

    @Test
    void aMuteReaderIsFaultyAndRecoversByItself() throws Exception {
        eventually(() -> bench.state() == DeviceState.READY);
        hurry.mute(far, true);
        eventually(() -> bench.conditions.has(IdCardFault.SILENT) && bench.state() == DeviceState.FAULTY);
        far.lay(ZHANG);
        hurry.mute(far, false);
        bench.expectRead(ZHANG);
        assertEquals(DeviceState.READY, bench.state());
        assertFalse(bench.conditions.has(IdCardFault.SILENT));
    }

    @Test
    void aModuleThatFailedItsSelfTestIsFaultyUntilItAnswersAgain() throws Exception {
        eventually(() -> bench.state() == DeviceState.READY);
        assertEquals("SUCCESS (90)", bench.selfTest().seen().replaceFirst("module .* says ", ""));
        far.moduleFault(true);
        eventually(() -> bench.conditions.has(IdCardFault.MODULE_FAULT) && bench.state() == DeviceState.FAULTY);
        assertEquals("SELF_TEST_FAILED (60)", bench.conditions.present().get(0).detail());
        assertFalse(bench.selfTest().passed());
        far.moduleFault(false);
        eventually(() -> bench.state() == DeviceState.READY);
        assertFalse(bench.conditions.has(IdCardFault.MODULE_FAULT));
    }

    @Test
    void aReaderUnpluggedAndPluggedInAgainReadsOn() throws Exception {
        far.lay(ZHANG);
        bench.expectRead(ZHANG);
        far.unplug();
        eventually(() -> bench.state() == DeviceState.ABSENT);
        far.lay(WANG);
        far.start();
        // Whose it is nobody saw: it may be the card of before.
        bench.expectUnreadable(IdCardFault.READ_FAILED);
        layAgain(WANG);
        bench.expectRead(WANG);
    }

    @Test
    void answersThatComeTooLateAreNotTakenForOthers() throws Exception {
        eventually(() -> bench.state() == DeviceState.READY);
        hurry.late(true);
        eventually(() -> bench.state() == DeviceState.FAULTY);
        far.lay(ZHANG);
        severalPolls();
        far.lift();
        hurry.late(false);
        severalPolls();
        far.lay(WANG);
        bench.expectRead(WANG);
        assertEquals(DeviceState.READY, bench.state());
        severalPolls();
        bench.expectSilence();
    }

    @Test
    void fingersComeWithTheCardAndArePassedOver() throws Exception {
        bench.close();
        bench = new ReaderBench("tcp:127.0.0.1:" + far.port(), true, Presence.NONE);
        for (String person : List.of("zhang-xiaosan", "zhou-jie", "wang-guiying", "chan-kayan", "daniel-okafor")) {
            far.lay(SyntheticPeople.find(person).orElseThrow());
            bench.expectRead(SyntheticPeople.find(person).orElseThrow());
            far.lift();
        }
    }

    /** A foreigner's card has no address, so that it is not asked for one. */
    @Test
    void theLaterAddressIsAskedForWhereTheProfileWantsAddressesAndIsTheOneThatIsTold() throws Exception {
        assertEquals(Map.of("sun-haoran", "", "zhang-xiaosan", "", "chan-kayan", "", "daniel-okafor", ""), addresses());
        assertEquals(0, addressesAsked.get());
        bench.close();
        bench = new ReaderBench("tcp:127.0.0.1:" + far.port(), KnownBytes.EVERYTHING, hurry);
        assertEquals(Map.of("sun-haoran", "云亭市望柳区书院街12号4栋1602室", "zhang-xiaosan", ZHANG.address(),
                "chan-kayan", SyntheticPeople.find("chan-kayan").orElseThrow().address(), "daniel-okafor", ""), addresses());
        assertEquals(3, addressesAsked.get());
    }

    private Map<String, String> addresses() throws Exception {
        Map<String, String> addresses = new HashMap<>();
        for (String person : List.of("sun-haoran", "zhang-xiaosan", "chan-kayan", "daniel-okafor")) {
            far.lay(SyntheticPeople.find(person).orElseThrow());
            Card card = bench.expectRead(SyntheticPeople.find(person).orElseThrow());
            addresses.put(person, card instanceof Card.Addressed addressed ? addressed.address().orElse("") : "");
            far.lift();
        }
        return addresses;
    }

    @Test
    void aModuleIsAskedForItsNumberOnceALine() throws Exception {
        eventually(() -> bench.state() == DeviceState.READY);
        assertEquals(Optional.of("05.01-20180101-000001234-123456789"), bench.status().identity());
        severalPolls();
        assertEquals(1, numbersAsked.get());
    }

    @Test
    void aModuleThatFailedItsSelfTestAtOnceIsFaultyAndNotAskedForCards() throws Exception {
        bench.close();
        far.moduleFault(true);
        bench = new ReaderBench("tcp:127.0.0.1:" + far.port());
        eventually(() -> bench.conditions.has(IdCardFault.MODULE_FAULT));
        assertEquals(Optional.of(IdCardFault.MODULE_FAULT), bench.reader().trouble());
        far.moduleFault(false);
        far.lay(ZHANG);
        bench.expectRead(ZHANG);
        assertEquals(Optional.empty(), bench.reader().trouble());
    }

    @Test
    void readingsAreCounted() throws Exception {
        far.lay(ZHANG);
        bench.expectRead(ZHANG);
        far.failNextRead();
        layAgain(ZHANG);
        bench.expectUnreadable(IdCardFault.READ_FAILED);
        ReadingCounts counts = bench.reader().counts();
        assertEquals("1 read, 1 failed, 0 lost", counts.read() + " read, " + counts.failed() + " failed, " + counts.lost() + " lost");
    }

    @Test
    void aReaderThatFailsMoreAndMoreIsToldToStaffBeforeItDies() throws Exception {
        for (int laying = 0; laying < 8; laying++) {
            assertFalse(bench.conditions.has(IdCardFault.WORN));
            far.failNextRead();
            layAgain(ZHANG);
            bench.expectUnreadable(IdCardFault.READ_FAILED);
        }
        assertTrue(bench.conditions.has(IdCardFault.WORN));
        eventually(() -> bench.state() == DeviceState.DEGRADED);
        for (int laying = 0; bench.conditions.has(IdCardFault.WORN); laying++) {
            assertTrue(laying < 16);
            layAgain(ZHANG);
            bench.expectRead(ZHANG);
        }
    }

    private void layAgain(SyntheticPerson person) throws Exception {
        far.lift();
        severalPolls();
        far.lay(person);
    }

    /** Lets the driver ask a few times more. */
    private void severalPolls() throws Exception {
        int enough = questions.get() + 3;
        eventually(() -> questions.get() >= enough);
    }
}
