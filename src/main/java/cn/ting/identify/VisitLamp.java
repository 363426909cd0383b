package cn.ting.identify;

import cn.ting.device.board.Lamp;
import cn.ting.device.inventory.Inventory;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitListener;
import cn.ting.visit.Visits;
import jakarta.inject.Singleton;

/** Lights the cabinet's lamp over reader and trays while somebody is there, and lets the night be dark otherwise. */
@Singleton
public final class VisitLamp implements VisitListener {

    private final Visits visits;
    private final Inventory inventory;

    VisitLamp(Visits visits, Inventory inventory) {
        this.visits = visits;
        this.inventory = inventory;
    }

    /** Begins to follow visits; called once at the kiosk's start. */
    public void start() {
        visits.listen(this);
    }

    @Override
    public void began(Visit visit) {
        light(true);
    }

    @Override
    public void ended(Visit visit, EndReason reason) {
        light(false);
    }

    private void light(boolean lit) {
        inventory.all(Lamp.class).forEach(lamp -> lamp.light(lit));
    }
}
