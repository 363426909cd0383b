package cn.ting.service.guide;

import cn.ting.matter.Catalogue;
import cn.ting.screen.Language;
import cn.ting.screen.OutOfService;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Before the first catalogue has come nothing can be found and no hall is known. */
@Singleton
class NoCataloguePages implements OutOfService {

    private final Catalogue catalogue;

    NoCataloguePages(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Optional<String> sentence(Language language) {
        return catalogue.version().isPresent()
                ? Optional.empty()
                : Optional.of(MessageBundles.get(GuideMessages.class, Localized.Literal.of(language.tag())).notReady());
    }
}
