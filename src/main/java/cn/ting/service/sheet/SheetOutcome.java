package cn.ting.service.sheet;

import cn.ting.condition.Fault;
import cn.ting.device.document.DocumentFault;
import cn.ting.device.document.PrintedDocument;

/**
 * What became of a sheet.
 *
 * @param catalogue the version of the catalogue that it is of; 0 where none was made
 * @param pages how many it has; 0 where none was made
 */
record SheetOutcome(SheetState state, long catalogue, int pages) {

    /** One that was not made, or not handed to a printer. */
    static SheetOutcome not(Fault why) {
        return new SheetOutcome(new SheetState.NotPrinted(why), 0, 0);
    }

    /** @param held whether acts are held back now: on battery it is we who do not stand by what was asked for */
    static SheetOutcome of(ReadySheets.Ready ready, PrintedDocument printed, boolean held) {
        int pages = ready.sheet().pages();
        SheetState state = new SheetState.Printed(pages);
        if (printed instanceof PrintedDocument.NotPrinted not) {
            state = new SheetState.NotPrinted(held && not.why() == DocumentFault.NOT_PROMISED ? SheetFault.NO_MAINS : not.why());
        } else if (printed instanceof PrintedDocument.Unknown unknown) {
            state = new SheetState.Unknown(unknown.why());
        }
        return new SheetOutcome(state, ready.catalogue(), pages);
    }

    /** What is written of it in the visit book. */
    SheetFact fact(String matter) {
        if (state instanceof SheetState.NotPrinted not) {
            return new SheetFact(matter, catalogue, pages, "notprinted", not.why().code());
        }
        if (state instanceof SheetState.Unknown unknown) {
            return new SheetFact(matter, catalogue, pages, "printunknown", unknown.why().code());
        }
        return new SheetFact(matter, catalogue, pages, "printed", "");
    }
}
