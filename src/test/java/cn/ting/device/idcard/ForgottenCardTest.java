package cn.ting.device.idcard;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.idcard.IdCardReader.CardGone;
import cn.ting.device.idcard.IdCardReader.CardLies;
import cn.ting.device.idcard.SamVSettings.Presence;
import cn.ting.device.inventory.DeviceState;
import cn.ting.time.SteppedClock;
import cn.ting.time.SystemClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A card that somebody left lying, and a module that finds it again as if it were new. */
@Timeout(300)
class ForgottenCardTest {

    private static final SyntheticPerson ZHANG = SyntheticPeople.find("zhang-xiaosan").orElseThrow();
    private static final SyntheticPerson WANG = SyntheticPeople.find("wang-guiying").orElseThrow();

    private final SimulatedSamVReader far = new SimulatedSamVReader(0, 0, Duration.ZERO, new SystemClock());
    private final Hurry hurry = new Hurry();
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

    @Test
    void isNotReadWhereItLiesWhenTheKioskStarts() throws Exception {
        far.lay(ZHANG);
        bench = new ReaderBench("tcp:127.0.0.1:" + far.port(), new SamVDriver());
        leftAloneUntilLifted(0);
    }

    @Test
    void isNotReadWhenTheReaderIsPluggedInAgain() throws Exception {
        forgotten(Presence.NONE);
        far.unplug();
        eventually(() -> bench.state() == DeviceState.ABSENT);
        far.start();
        leftAloneUntilLifted();
    }

    @Test
    void isNotReadWhenOnlyTheModulesPowerWasAway() throws Exception {
        forgotten(Presence.NONE);
        hurry.mute(far, true);
        eventually(() -> bench.conditions.has(IdCardFault.SILENT));
        far.startAnew();
        hurry.mute(far, false);
        leftAloneUntilLifted();
    }

    @Test
    void isNotReadAfterASilenceTooShortForTrouble() throws Exception {
        forgotten(Presence.APPENDED_ADDRESS);
        assertEquals(new CardLies(), bench.next());
        hurry.mute(far, true);
        assertEquals(new CardGone(), bench.next(), "nobody knows for a moment");
        far.startAnew();
        hurry.mute(far, false);
        leftAloneUntilLifted();
    }

    @Test
    void isNoneWhereItWasSeenToGoBeforeTheReaderDid() throws Exception {
        forgotten(Presence.MANAGEMENT_NUMBER);
        assertEquals(new CardLies(), bench.next());
        far.lift();
        assertEquals(new CardGone(), bench.next());
        far.unplug();
        eventually(() -> bench.state() == DeviceState.ABSENT);
        far.lay(WANG);
        far.start();
        bench.expectRead(WANG);
    }

    @Test
    void isNoneWhereItsReadingHadFailed() throws Exception {
        bench = bench(Presence.NONE);
        far.failNextRead();
        far.lay(ZHANG);
        bench.expectUnreadable(IdCardFault.READ_FAILED);
        far.unplug();
        eventually(() -> bench.state() == DeviceState.ABSENT);
        far.start();
        bench.expectRead(ZHANG);
    }

    @Test
    void isNotReadWhereTheKioskStartsAnewAndItsModuleLater() {
        bench = bench(Presence.NONE);
        ForgottenCard card = new ForgottenCard(new SteppedClock(), ForgottenCard.SETTLES);
        card.moduleIsBack();
        card.missed();
        card.missed();
        card.moduleIsBack();
        assertTrue(card.found(), "the module had read it in the kiosk's last life, and found it no more until its power went");
    }

    /** As where opening the port starts the module anew, or where the card lies at the edge of its field. */
    @Test
    void isNotReadWhereTheFirstLookOfAKioskMissesIt() {
        bench = bench(Presence.NONE);
        ForgottenCard card = new ForgottenCard(new SteppedClock(), ForgottenCard.SETTLES);
        card.moduleIsBack();
        card.missed();
        assertTrue(card.found());
        card.missed();
        assertTrue(card.found(), "and as long as it lies");
        card.missed();
        card.missed();
        assertFalse(card.found());
    }

    @Test
    void isFoundLateByAModuleThatHasJustStarted() {
        bench = bench(Presence.NONE);
        SteppedClock clock = new SteppedClock();
        ForgottenCard card = new ForgottenCard(clock, ForgottenCard.SETTLES);
        card.moduleIsBack();
        card.missed();
        card.missed();
        assertFalse(card.found(), "it was laid after the first looks");
        card.moduleIsBack();
        card.missed();
        card.missed();
        clock.step(ForgottenCard.SETTLES.minusMillis(1));
        assertTrue(card.found());
        clock.step(ForgottenCard.SETTLES);
        assertTrue(card.found(), "as long as it lies");
        card.missed();
        assertTrue(card.found(), "one answer may be wrong");
        card.missed();
        card.missed();
        assertFalse(card.found());
    }

    private ReaderBench bench(Presence presence) {
        return new ReaderBench("tcp:127.0.0.1:" + far.port(), presence, hurry);
    }

    private void forgotten(Presence presence) throws Exception {
        bench = bench(presence);
        far.lay(ZHANG);
        bench.expectRead(ZHANG);
    }

    private void leftAloneUntilLifted() throws Exception {
        leftAloneUntilLifted(1);
    }

    private void leftAloneUntilLifted(int read) throws Exception {
        bench.expectUnreadable(IdCardFault.READ_FAILED);
        severalLooks();
        bench.expectSilence();
        assertEquals(read + " read, 0 failed", bench.reader().counts().read() + " read, " + bench.reader().counts().failed() + " failed");
        far.lift();
        severalLooks();
        far.lay(WANG);
        bench.expectRead(WANG);
    }

    private void severalLooks() throws Exception {
        long enough = bench.reader().counts().asked() + 4;
        eventually(() -> bench.reader().counts().asked() >= enough);
    }
}
