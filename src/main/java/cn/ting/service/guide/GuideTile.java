package cn.ting.service.guide;

import cn.ting.matter.Catalogue;
import cn.ting.screen.Language;
import cn.ting.screen.Shelf;
import cn.ting.screen.Step;
import cn.ting.screen.Tile;
import jakarta.inject.Singleton;
import java.util.List;

/** 导 on the home page, with the matters people here ask for most. */
@Singleton
class GuideTile implements Tile, Shelf {

    private static final int ON_THE_SHELF = 5;

    private final Catalogue catalogue;

    GuideTile(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Step step() {
        return Step.GUIDE;
    }

    @Override
    public String path() {
        return "/guide";
    }

    @Override
    public List<Chip> chips(Language language) {
        return catalogue.popular(ON_THE_SHELF).stream()
                .map(card -> new Chip(language.of(card.title(), card.nameEn()), "/guide/matter/" + card.id()))
                .toList();
    }
}
