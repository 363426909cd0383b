package cn.ting.service.sheet;

import cn.ting.device.document.DocumentPrinter;
import cn.ting.device.inventory.Inventory;
import cn.ting.matter.Catalogue;
import cn.ting.matter.Matter;
import cn.ting.paper.MadeSheet;
import cn.ting.paper.Sheet;
import cn.ting.paper.SheetMaker;
import cn.ting.screen.Language;
import cn.ting.screen.Rehearsal;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The sheet of the matter most asked for, where the cabinet has a printer for it. */
@Singleton
class SheetRehearsal implements Rehearsal {

    private final Inventory inventory;
    private final Catalogue catalogue;
    private final SheetContentPages content;
    private final SheetMaker maker;

    SheetRehearsal(Inventory inventory, Catalogue catalogue, SheetContentPages content, SheetMaker maker) {
        this.inventory = inventory;
        this.catalogue = catalogue;
        this.content = content;
        this.maker = maker;
    }

    @Override
    public String name() {
        return "sheet";
    }

    /** The machine's font may be missing, of which no release is guilty. */
    @Override
    public boolean always() {
        return false;
    }

    @Override
    public void rehearse() throws IOException {
        if (inventory.all(DocumentPrinter.class).isEmpty()) {
            return;
        }
        Optional<Matter> matter = catalogue.popular(1).stream().findFirst().flatMap(card -> catalogue.matter(card.id()));
        MadeSheet made = maker.make(matter.map(known -> content.sheet(known, Language.CHINESE)).orElseGet(this::bare));
        String head = new String(made.pdf(), 0, Math.min(5, made.pdf().length), StandardCharsets.ISO_8859_1);
        if (!head.equals("%PDF-") || made.pages() < 1) {
            throw new IllegalStateException(made + " is no PDF");
        }
    }

    /** Where there is no catalogue yet. */
    private Sheet bare() {
        SheetMessages say = content.say(Language.CHINESE);
        return new Sheet(say.title(), say.questions(), List.of(new Sheet.Text(say.nothingElse())), say.consult());
    }
}
