package cn.ting.matter;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A matter: something a resident can get done, as its page tells it (GB/T 39554 elements under plain names).
 *
 * @param id stable; lower-case letters, digits and dashes
 * @param theme a {@link Catalogue.Theme#id}
 * @param service the counter service that takes it, see {@link HallEntry#service}
 * @param taskName the full official name
 * @param title the everyday name
 * @param taskCode 31 characters: body (18), level, national item (12)
 * @param taskVersion grows by one when the matter itself changes
 * @param state whether it can be begun; of a matter that was asked for, on the day of the question
 * @param plan when that changes
 * @param typeName the kind of matter in words, such as 公共服务
 * @param offices where else the same matter is handled, nearer to home
 * @param conditions who may apply; all of them hold together
 * @param fees empty where nothing is charged
 */
public record Matter(
        String id,
        String theme,
        String service,
        String taskName,
        String nameEn,
        String title,
        List<String> aliases,
        String taskCode,
        int taskVersion,
        State state,
        Plan plan,
        String typeName,
        Department department,
        List<Office> offices,
        Terms terms,
        List<Material> materials,
        List<Step> steps,
        List<String> conditions,
        List<Law> laws,
        List<Fee> fees,
        String resultName) {

    /** Whether a matter can be begun; what was begun before goes on under the version it began with. */
    public enum State {
        IN_USE,
        /** Not for now. */
        SUSPENDED,
        /** Not any more. */
        CANCELLED,
        /** Not yet; a page never says so itself. */
        PLANNED
    }

    /**
     * From when on and until when a matter can be begun, where that was planned.
     *
     * @param from the first day; empty where it has long been in force
     * @param until the first day on which it is cancelled
     */
    public record Plan(Optional<LocalDate> from, Optional<LocalDate> until) {

        /** Whether a matter can be begun that day, of which its page says that. */
        State on(LocalDate day, State said) {
            if (until.filter(end -> !day.isBefore(end)).isPresent()) {
                return State.CANCELLED;
            }
            return said == State.IN_USE && from.filter(day::isBefore).isPresent() ? State.PLANNED : said;
        }
    }

    /** The matter as it is that day. */
    Matter on(LocalDate day) {
        return new Matter(id, theme, service, taskName, nameEn, title, aliases, taskCode, taskVersion, plan.on(day, state), plan, typeName,
                department, offices, terms, materials, steps, conditions, laws, fees, resultName);
    }

    /** True while it can be begun. */
    public boolean inUse() {
        return state == State.IN_USE;
    }

    /**
     * The body that does it.
     *
     * @param complainPhone where to complain about it
     */
    public record Department(String code, String name, String nameEn, String consultPhone, String complainPhone) {}

    /**
     * A body of a street (5) or a community (6) that handles the matter as well.
     *
     * @param level 5 or 6
     */
    public record Office(int level, String taskCode, String name, String nameEn, String phone) {}

    /**
     * The figures that decide.
     *
     * @param onTheSpot done while the resident waits (即办件)
     * @param legal the longest the law allows
     * @param promised what the body promises; 0 days for on the spot
     * @param visits how often one has to come in person, 0 or more
     * @param kiosk may be handled at a self-service kiosk
     * @param tolerance accepted while minor papers are missing (容缺)
     * @param commitment a signed commitment may stand in for proof (告知承诺)
     */
    public record Terms(
            boolean onTheSpot,
            Days legal,
            Days promised,
            int visits,
            Area area,
            boolean kiosk,
            boolean online,
            boolean booking,
            boolean delivery,
            boolean tolerance,
            boolean commitment) {}

    /**
     * A paper a resident is asked for.
     *
     * @param note how to hand it in, in Chinese; may be empty
     */
    public record Material(String name, String nameEn, Source source, Form form, Need need, String note) {

        /** Who brings it. */
        public enum Source {
            APPLICANT,
            /** The government has it already: nobody is asked to bring it. */
            GOVERNMENT,
            OTHER
        }

        /** How it may be handed in. */
        public enum Form {
            PAPER,
            ELECTRONIC,
            EITHER
        }

        /** Whether it must be there. */
        public enum Need {
            NECESSARY,
            IF_APPLICABLE,
            /** May be supplied after acceptance (容缺). */
            LATER
        }
    }

    /** A time limit. */
    public record Days(int count, boolean working) {}

    /** How far from home it can be handled. */
    public enum Area {
        NATION,
        PROVINCE,
        CITY,
        COUNTY,
        TOWN
    }

    /** @param note in Chinese; may be empty */
    public record Step(String name, String nameEn, String note) {}

    public record Law(String name, String article) {}

    /** @param rate such as 20元每证 */
    public record Fee(String name, String rate) {}
}
