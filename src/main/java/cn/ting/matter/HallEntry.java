package cn.ting.matter;

import java.util.List;
import java.util.Optional;

/**
 * A hall as the catalogue knows it.
 *
 * @param id stable; stands in topics
 * @param walkingMinutes from the middle of the area, 0 or more
 * @param appointments its rule for appointments; empty where it takes none
 */
public record HallEntry(
        String id,
        String name,
        String nameEn,
        String address,
        String addressEn,
        int walkingMinutes,
        OpeningHours hours,
        List<HallService> services,
        Optional<Appointments> appointments) {

    /**
     * What a hall's counters take.
     *
     * @param id stable; the same service has the same id in every hall
     * @param letter the first character of its tickets' numbers, A to Z, once in a hall
     */
    public record HallService(String id, String name, String nameEn, char letter) {}

    /**
     * When whoever has an appointment may check in. One who checks in from so early before its beginning to so late after it is called first;
     * later the same day it is an ordinary number.
     *
     * @param early minutes, 0 to 240
     * @param grace minutes, 0 to 240
     */
    public record Appointments(int early, int grace) {}

    /** The service of that id, where this hall has it. */
    public Optional<HallService> service(String id) {
        return services.stream().filter(service -> service.id().equals(id)).findFirst();
    }
}
