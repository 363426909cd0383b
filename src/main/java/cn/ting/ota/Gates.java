package cn.ting.ota;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.Inventory;
import cn.ting.health.OwnPage;
import cn.ting.settings.SettingsFault;
import cn.ting.store.LedgerException;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.TreeSet;

/** What holds on this kiosk. What held before a switch has to hold after it. */
@Singleton
class Gates {

    /** They have to hold under a new release whether they did before or not. */
    static final Set<String> ALWAYS = Set.of("ledger", "page");

    private final OtaTeller teller;
    private final OwnPage page;
    private final Inventory inventory;
    private final Conditions conditions;

    Gates(OtaTeller teller, OwnPage page, Inventory inventory, Conditions conditions) {
        this.teller = teller;
        this.page = page;
        this.inventory = inventory;
        this.conditions = conditions;
    }

    /**
     * Asks ledger, page, settings and devices. A device holds when it answers: paper that ran out meanwhile is no fault of a release. May
     * wait two seconds.
     */
    Set<String> holding() {
        Set<String> holding = new TreeSet<>();
        try {
            if (teller.ledgerHolds()) {
                holding.add("ledger");
            }
        } catch (LedgerException told) {
            // It does not.
        }
        if (page.answers()) {
            holding.add("page");
        }
        if (!conditions.has(SettingsFault.REFUSED)) {
            holding.add("settings");
        }
        for (DeviceStatus device : inventory.statuses()) {
            if (device.now().state().answers()) {
                holding.add("device " + device.name());
            }
        }
        return holding;
    }
}
