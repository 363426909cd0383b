package cn.ting;

import cn.ting.device.document.DocumentPrinter;
import cn.ting.device.inventory.Inventory;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitListener;

/** Tells every printer of documents that the visit is over, so that nothing of it comes out in the next one. */
final class EmptiedPrinters implements VisitListener {

    private final Inventory inventory;

    EmptiedPrinters(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public void ended(Visit visit, EndReason reason) {
        inventory.all(DocumentPrinter.class).forEach(DocumentPrinter::visitEnded);
    }
}
