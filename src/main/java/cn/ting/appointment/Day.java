package cn.ting.appointment;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** A day on which appointments are given, with its times in their order. */
public record Day(LocalDate date, List<Slot> slots) {

    public Day {
        slots = List.copyOf(slots);
    }

    /**
     * One time.
     *
     * @param until after {@code from}
     * @param quota how many are given in all, 0 or more
     * @param left how many are left, 0 to {@code quota}
     */
    public record Slot(LocalTime from, LocalTime until, int quota, int left) {}

    /** How many are left on the whole day. */
    public int left() {
        return slots.stream().mapToInt(Slot::left).sum();
    }

    /** The time that begins then. */
    public Optional<Slot> at(LocalTime from) {
        return slots.stream().filter(slot -> slot.from().equals(from)).findFirst();
    }
}
