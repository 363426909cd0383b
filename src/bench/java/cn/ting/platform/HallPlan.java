package cn.ting.platform;

import cn.ting.quota.SlotPlan;
import java.util.List;
import java.util.Optional;

/**
 * What the platform must know of a hall to give numbers and call them.
 *
 * @param id as in topics
 * @param windows the names of its windows
 * @param slots when it gives appointments; empty where it gives none
 * @param noShow what becomes of a number nobody comes for: {@code void}, {@code calls 3}, {@code minutes 30}
 */
public record HallPlan(String id, List<Service> services, List<String> windows, String noShow, Optional<SlotPlan> slots) {

    /** A hall that keeps a number while three others are called. */
    public HallPlan(String id, List<Service> services, List<String> windows) {
        this(id, services, windows, "calls 3", Optional.empty());
    }

    /**
     * One service of a hall.
     *
     * @param letter printed before its numbers
     */
    public record Service(String id, String letter) {}

    /** Checks that a window is one of this hall's. */
    void window(String name) {
        if (!windows.contains(name)) {
            throw new IllegalArgumentException("no window " + name + " in hall " + id);
        }
    }

    Service service(String id) {
        return services.stream()
                .filter(service -> service.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no service " + id + " in hall " + this.id));
    }
}
