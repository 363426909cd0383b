package cn.ting.service.sheet;

import cn.ting.matter.Catalogue;
import cn.ting.screen.Language;
import cn.ting.screen.Offer;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The button on a matter's page. Whoever is shown it may press it, so the sheet begins to be made. Where nothing can be printed the list is
 * taken along as a code that holds it whole: a telephone needs no network to read it.
 */
@Singleton
class SheetOffer implements Offer {

    private final SheetPrinting printing;
    private final SheetContentPages content;
    private final Catalogue catalogue;

    SheetOffer(SheetPrinting printing, SheetContentPages content, Catalogue catalogue) {
        this.printing = printing;
        this.content = content;
        this.catalogue = catalogue;
    }

    @Override
    public Optional<Shown> forMatter(String matter, Language language) {
        if (!printing.offered()) {
            return Optional.empty();
        }
        printing.prepare(matter, language);
        return Optional.of(new Shown(content.say(language).print(), SheetPages.of(matter) + "/print"));
    }

    @Override
    public Optional<Code> toTakeAlong(String matter, Language language) {
        if (printing.offered()) {
            return Optional.empty();
        }
        return catalogue.matter(matter).map(known -> content.inACode(known, language));
    }
}
