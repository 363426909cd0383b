package cn.ting.slip;

import cn.ting.screen.Language;
import cn.ting.screen.Reminder;
import cn.ting.screen.Screen;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says on the page of the end that a slip of the visit just ended did not come out, or perhaps did not: whoever pressed the button while it was
 * printing has left the page that would have told it. It goes with that page, and the page stands no longer for it.
 */
public final class LateSlip implements Reminder {

    private final SlipPrinting<?> printing;
    private final Screen screen;
    private final Function<SlipPaper, String> words;

    /** @param words the sentence, in the language of the screen, naming nobody and no number */
    public LateSlip(SlipPrinting<?> printing, Screen screen, Function<SlipPaper, String> words) {
        this.printing = printing;
        this.screen = screen;
        this.words = words;
    }

    @Override
    public Optional<String> sentence(Language language) {
        return screen.atEnd() ? printing.late().map(words) : Optional.empty();
    }

    @Override
    public void onChange(Runnable listener) {
        printing.onChange(of -> listener.run());
    }
}
