package cn.ting.device.idcard;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.idcard.IdCardReader.CardFound;
import cn.ting.device.idcard.IdCardReader.CardGone;
import cn.ting.device.idcard.IdCardReader.CardLies;
import cn.ting.device.idcard.IdCardReader.CardRead;
import cn.ting.device.idcard.IdCardReader.CardUnreadable;
import cn.ting.device.idcard.IdCardReader.Event;
import cn.ting.device.inventory.Driver;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds of every reader of ID cards, whatever it speaks; a driver's test inherits it. */
@Timeout(300)
abstract class IdCardReaderContract {

    private static final SyntheticPerson ZHANG = SyntheticPeople.find("zhang-xiaosan").orElseThrow();

    /** The simulated reader at the other end, with the hands this contract moves. */
    interface FarReader extends AutoCloseable {

        String address();

        void lay(SyntheticPerson person);

        void lift();

        void failNextRead();

        void mute(boolean on);

        /** Tears that share of its frames. */
        void noise(int percent);

        @Override
        void close();
    }

    private FarReader far;
    private ReaderBench bench;

    /** A reader that listens. */
    abstract FarReader farReader();

    /** The driver, watching over a card it has read where it can. */
    abstract Driver driver();

    /** Whether it can. */
    abstract boolean watches();

    @BeforeEach
    void plugIn() {
        far = farReader();
        bench = new ReaderBench(far.address(), driver());
    }

    @AfterEach
    void unplug() {
        bench.close();
        far.close();
    }

    @Test
    void everyCardIsFoundReadAndGoneInThisOrder() throws Exception {
        for (SyntheticPerson person : SyntheticPeople.all()) {
            bench.all.clear();
            far.lay(person);
            eventually(() -> bench.all.size() == (watches() ? 3 : 2));
            far.lift();
            eventually(() -> bench.all.size() == (watches() ? 4 : 2));
            assertEquals(watches() ? List.of(CardFound.class, CardRead.class, CardLies.class, CardGone.class)
                    : List.of(CardFound.class, CardRead.class), bench.all.stream().map(Object::getClass).toList());
            assertEquals(person.number(), ((CardRead) bench.all.get(1)).card().number());
        }
    }

    @Test
    void aCardThatCannotBeReadIsFoundAndToldOnce() throws Exception {
        far.failNextRead();
        far.lay(ZHANG);
        eventually(() -> bench.all.size() == 2);
        assertEquals(List.of(new CardFound(), new CardUnreadable(IdCardFault.READ_FAILED)), bench.all);
        long asked = bench.reader().counts().asked();
        eventually(() -> bench.reader().counts().asked() > asked + 3);
        assertEquals(2, bench.all.size());
        assertEquals(1, bench.reader().counts().failed());
    }

    @Test
    void aSilentReaderIsToldAndClearedByItself() throws Exception {
        far.mute(true);
        eventually(() -> bench.reader().trouble().equals(Optional.of(IdCardFault.SILENT)) && bench.conditions.has(IdCardFault.SILENT));
        far.mute(false);
        eventually(() -> bench.reader().trouble().isEmpty() && bench.conditions.present().isEmpty());
        far.lay(ZHANG);
        bench.expectRead(ZHANG);
    }

    @Test
    void tornAnswersAreAskedForAgainAndCountedAndNobodyNoticesElse() throws Exception {
        eventually(() -> bench.reader().trouble().isEmpty());
        far.noise(40);
        eventually(() -> bench.status().repeated() > 1);
        assertEquals(Optional.empty(), bench.reader().trouble());
        far.noise(0);
        far.lay(ZHANG);
        bench.expectRead(ZHANG);
        assertTrue(bench.status().repeated() < bench.status().exchanges());
    }

    @Test
    void aCardIsAUseAndATestIsNone() throws Exception {
        eventually(() -> bench.reader().trouble().isEmpty());
        assertTrue(bench.selfTest().passed());
        assertEquals(0, bench.status().uses());
        far.lay(ZHANG);
        bench.expectRead(ZHANG);
        far.failNextRead();
        far.lay(ZHANG);
        bench.expectUnreadable(IdCardFault.READ_FAILED);
        assertEquals(2, bench.status().uses());
    }

    @Test
    void nothingIsSaidAfterTheStopAndNothingStaysWrong() throws Exception {
        far.lay(ZHANG);
        bench.expectRead(ZHANG);
        bench.close();
        List<Event> said = List.copyOf(bench.all);
        far.lift();
        far.lay(ZHANG);
        assertFalse(said.get(said.size() - 1) instanceof CardLies, "who is told that a card lies is told that nobody knows any more");
        assertEquals(said, bench.all);
        assertTrue(bench.conditions.present().isEmpty());
    }

    @Test
    void nothingItSaysNamesAnybody() throws Exception {
        far.lay(ZHANG);
        bench.expectRead(ZHANG);
        assertFalse(bench.all.toString().contains(ZHANG.name()) || bench.all.toString().contains(ZHANG.number()));
    }
}
