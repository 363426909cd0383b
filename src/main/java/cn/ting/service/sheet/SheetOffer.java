package cn.ting.service.sheet;

import cn.ting.screen.Language;
import cn.ting.screen.Offer;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The button on a matter's page. Whoever is shown it may press it, so the sheet begins to be made. */
@Singleton
class SheetOffer implements Offer {

    private final SheetPrinting printing;
    private final SheetContentPages content;

    SheetOffer(SheetPrinting printing, SheetContentPages content) {
        this.printing = printing;
        this.content = content;
    }

    @Override
    public Optional<Shown> forMatter(String matter, Language language) {
        if (!printing.offered()) {
            return Optional.empty();
        }
        printing.prepare(matter, language);
        return Optional.of(new Shown(content.say(language).print(), SheetPages.of(matter) + "/print"));
    }
}
