package cn.ting.trial;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.Inventory;
import cn.ting.health.OwnPage;
import cn.ting.screen.Rehearsal;
import cn.ting.settings.SettingsFault;
import cn.ting.store.LedgerException;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** What holds on this kiosk. What held before a switch has to hold after it. For one thread. */
@Singleton
public class Gates {

    /**
     * What was found.
     *
     * @param holding what holds
     * @param always what has to hold under a new release whether it did before or not
     * @param broken what cannot be made, by its name, and why: time mends none of it
     */
    public record Asked(Set<String> holding, Set<String> always, Map<String, String> broken) {

        /** What does not hold and has to. */
        public Set<String> missing(Set<String> held) {
            Set<String> missing = new TreeSet<>(always);
            missing.addAll(held);
            missing.removeAll(holding);
            return missing;
        }

        /** True when there is nothing to wait for. */
        boolean isHopeless(Set<String> missing) {
            return missing.stream().anyMatch(broken::containsKey);
        }

        /** The code that is told: {@code ota.slip} and the like for what could not be made, {@code ota.gate} else. */
        String code(Set<String> missing) {
            return missing.stream().filter(broken::containsKey).findFirst().map(name -> "ota." + name).orElse("ota.gate");
        }

        /** One line for staff. */
        String detail(Set<String> missing) {
            return missing.stream().map(name -> broken.containsKey(name) ? name + ": " + broken.get(name) : name).collect(Collectors.joining(", "));
        }
    }

    private static final Logger LOG = Logger.getLogger(Gates.class);

    private final UpdateTeller teller;
    private final OwnPage page;
    private final Inventory inventory;
    private final Conditions conditions;
    private final List<Rehearsal> rehearsals;
    private final Set<String> made = new TreeSet<>();

    Gates(UpdateTeller teller, OwnPage page, Inventory inventory, Conditions conditions, @All List<Rehearsal> rehearsals) {
        this.teller = teller;
        this.page = page;
        this.inventory = inventory;
        this.conditions = conditions;
        this.rehearsals = rehearsals;
    }

    /**
     * Asks ledger, page, settings and devices, and has made what residents get. A device holds when it answers: paper that ran out meanwhile is
     * no fault of a release. May wait five seconds.
     */
    public Asked ask() {
        return withMade(found());
    }

    /** What was found, and what could be made. */
    Asked withMade(Set<String> found) {
        Set<String> always = new TreeSet<>(Set.of("ledger", "page"));
        Map<String, String> broken = new TreeMap<>();
        for (Rehearsal rehearsal : rehearsals) {
            if (rehearsal.always()) {
                always.add(rehearsal.name());
            }
            // Once is enough: it may take a second, and residents wait for it.
            if (!made.contains(rehearsal.name())) {
                make(rehearsal).ifPresent(why -> broken.put(rehearsal.name(), why));
            }
        }
        Set<String> holding = new TreeSet<>(found);
        holding.addAll(made);
        return new Asked(holding, always, broken);
    }

    private Optional<String> make(Rehearsal rehearsal) {
        try {
            rehearsal.rehearse();
            made.add(rehearsal.name());
        } catch (LedgerException | IOException notNow) {
            LOG.warnf("no %s can be made now: %s", rehearsal.name(), notNow.getMessage());
        } catch (RuntimeException | LinkageError bug) {
            LOG.errorf(bug, "no %s can be made", rehearsal.name());
            return Optional.of(String.valueOf(bug));
        }
        return Optional.empty();
    }

    private Set<String> found() {
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
        holding.addAll(answering(inventory.statuses()));
        return holding;
    }

    /** One whose thread hangs answers nothing, whatever else is known of it. */
    static Set<String> answering(List<DeviceStatus> devices) {
        return devices.stream().filter(device -> device.now().answers()).map(device -> "device " + device.name()).collect(Collectors.toSet());
    }
}
