package cn.ting.supply;

import cn.ting.condition.Conditions;
import cn.ting.store.Ledger;
import cn.ting.time.KioskClock;
import java.nio.file.Path;

/** Supplies for a test of one device: they count, and are never started, so that their ledger is never opened. */
public final class KeptNowhere {

    private KeptNowhere() {}

    public static Supplies supplies(KioskClock clock, Conditions conditions) {
        return new Supplies(new Ledger(Path.of("never-opened.db"), conditions, clock), clock, conditions);
    }
}
