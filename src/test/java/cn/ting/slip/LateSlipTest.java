package cn.ting.slip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.screen.DrawnScreen;
import cn.ting.screen.Language;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever pressed the button while their slip was printing is told on the page of the end that it did not come out, and nobody else. */
class LateSlipTest extends SlipCases {

    private final AtomicInteger changes = new AtomicInteger();
    private DrawnScreen drawn;
    private LateSlip late;

    @BeforeEach
    void openPage() {
        drawn = new DrawnScreen(visits);
        drawn.draws("/queue/ticket");
        late = new LateSlip(printing, drawn.screen(), SlipPaper::word);
        late.onChange(changes::incrementAndGet);
    }

    @AfterEach
    void closePage() {
        drawn.close();
    }

    private Optional<String> said() {
        return late.sentence(Language.CHINESE);
    }

    private void printsUntilItHangs() throws InterruptedException {
        motor.holdWhen(() -> !far.hanging().text().isEmpty());
        printing.print(intent(), ID);
        until(motor::isHeld);
    }

    private void ends(EndReason reason) {
        visits.end(reason);
        drawn.draws("/end");
    }

    /** What hangs out of the printer when its cable goes is followed by nobody. */
    private void goesWithItsCable() throws InterruptedException {
        far.line().unplug();
        until(() -> !told.isEmpty());
        motor.goOn();
    }

    @Test
    void aSlipThatPerhapsDidNotComeOutIsToldWhileThePageOfTheEndStands() throws Exception {
        printsUntilItHangs();
        ends(EndReason.BUTTON);
        assertEquals(Optional.empty(), said(), "while it is printing");
        goesWithItsCable();
        assertEquals(List.of("a7Qk printunknown receipt.silent"), outcomes());
        assertEquals(Optional.of("unknown"), said());
        until(() -> changes.get() == 1);
        drawn.draws("/");
        assertEquals(Optional.empty(), said(), "it goes with its page");
    }

    @Test
    void oneThatDidNotComeOutIsToldUntilTheNextVisitBegins() throws Exception {
        meanwhile = () -> {
            ends(EndReason.BUTTON);
            acts.hold(true);
        };
        printing.print(intent(), ID);
        until(() -> told.size() == 1);
        assertEquals(Optional.of("notprinted"), said());
        visits.begin(new Milestone.Began("touch"));
        assertEquals(Optional.empty(), said(), "the next visit has begun, though its page is not drawn yet");
        visits.end(EndReason.BUTTON);
        assertEquals(Optional.empty(), said(), "theirs is another end");
    }

    @Test
    void ofASlipThatCameOutNothingIsSaid() throws Exception {
        printsUntilItHangs();
        ends(EndReason.BUTTON);
        motor.goOn();
        until(() -> told.size() == 1);
        assertEquals(List.of("a7Qk printed "), outcomes());
        assertEquals(Optional.empty(), said());
    }

    @Test
    void ofASlipForWhatIsGivenUpNothingIsSaid() throws Exception {
        holds = false;
        printsUntilItHangs();
        ends(EndReason.BUTTON);
        goesWithItsCable();
        assertEquals(Optional.empty(), said());
    }

    @Test
    void whatThePageOfTheNumberHasToldIsNotToldAgain() throws Exception {
        acts.hold(true);
        assertEquals("notprinted", printed());
        ends(EndReason.BUTTON);
        assertEquals(Optional.empty(), said());
    }

    @ParameterizedTest
    @EnumSource(value = EndReason.class, mode = EnumSource.Mode.EXCLUDE, names = "BUTTON")
    void whereNobodyIsKnownToStandNothingIsSaid(EndReason reason) throws Exception {
        printsUntilItHangs();
        ends(reason);
        goesWithItsCable();
        assertEquals(Optional.empty(), said());
    }

    @Test
    void whoBeganMeanwhileHearsNothingOfTheSlipOfBefore() throws Exception {
        printsUntilItHangs();
        ends(EndReason.BUTTON);
        visits.begin(new Milestone.Began("touch"));
        goesWithItsCable();
        ends(EndReason.BUTTON);
        assertEquals(Optional.empty(), said());
    }
}
