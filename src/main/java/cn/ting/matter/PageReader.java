package cn.ting.matter;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Pages as the platform writes them, with the field names of the national element tables; see
 * {@code catalogue-page.schema.json}.
 */
final class PageReader {

    private static final Logger LOG = Logger.getLogger(PageReader.class);

    private static final int MOST_ITEMS = 64;
    private static final int NAME = 100;
    private static final int SENTENCE = 400;
    private static final Pattern TASK_CODE = Pattern.compile("[0-9A-Z]{31}");
    private static final Pattern BODY_CODE = Pattern.compile("[0-9A-Z]{18}");

    private static final Matter.State[] STATES = {Matter.State.IN_USE, Matter.State.SUSPENDED, Matter.State.CANCELLED};

    private PageReader() {}

    /**
     * A name as it is searched for.
     *
     * @param pinyin syllables in lower case, a space between them
     * @param initials the first letters of the syllables
     */
    record Name(String text, String pinyin, String initials) {}

    /**
     * A page that was taken in by whatever release: an earlier one did not look at what is planned, and what is served is not given up for
     * a plan that is none. Of such a page nothing is planned.
     */
    static Matter kept(CatalogueFields page) throws RefusedException {
        return matter(page, keptPlan(page));
    }

    /** A page as it comes. */
    static Matter matter(CatalogueFields page) throws RefusedException {
        return matter(page, plan(page));
    }

    private static Matter.Plan plan(CatalogueFields page) throws RefusedException {
        return new Matter.Plan(page.optionalDate("planEffectiveDate"), page.optionalDate("planCancelDate"));
    }

    private static Matter.Plan keptPlan(CatalogueFields page) {
        try {
            return plan(page);
        } catch (RefusedException unreadable) {
            LOG.warnf("of a page that is kept nothing is planned: %s", unreadable.getMessage());
            return new Matter.Plan(Optional.empty(), Optional.empty());
        }
    }

    private static Matter matter(CatalogueFields page, Matter.Plan plan) throws RefusedException {
        return new Matter(
                page.slug("id"),
                page.slug("theme"),
                page.slug("service"),
                page.text("taskName", NAME),
                page.text("taskNameEn", NAME),
                page.text("title", NAME),
                page.texts("aliases", MOST_ITEMS, NAME),
                page.matching("taskCode", TASK_CODE),
                page.count("taskVersion", Integer.MAX_VALUE),
                choice(page, "taskState", STATES),
                plan,
                page.text("taskTypeName", NAME),
                department(page),
                page.optionalItems("office", MOST_ITEMS, office -> new Matter.Office(
                        (int) office.number("useLevel", 5, 6),
                        office.matching("taskCode", TASK_CODE),
                        office.text("deptName", NAME),
                        office.text("deptNameEn", NAME),
                        office.text("consultPhone", 40))),
                terms(page),
                page.items("material", MOST_ITEMS, PageReader::material),
                page.items("handleFlow", MOST_ITEMS, step -> new Matter.Step(
                        step.text("name", NAME), step.text("nameEn", NAME), step.optionalText("note", SENTENCE))),
                page.texts("acceptCondition", MOST_ITEMS, SENTENCE),
                page.items("byLaw", MOST_ITEMS, law -> new Matter.Law(law.text("lawName", NAME), law.text("article", NAME))),
                page.items("fee", MOST_ITEMS, fee -> new Matter.Fee(fee.text("feeName", NAME), fee.text("feeStand", NAME))),
                page.text("resultName", NAME));
    }

    static List<Name> names(CatalogueFields page) throws RefusedException {
        return page.items("names", MOST_ITEMS, name -> new Name(
                name.text("text", NAME), name.optionalText("pinyin", 8 * NAME), name.optionalText("initials", NAME)));
    }

    private static Matter.Department department(CatalogueFields page) throws RefusedException {
        return new Matter.Department(
                page.matching("deptCode", BODY_CODE),
                page.text("deptName", NAME),
                page.text("deptNameEn", NAME),
                page.text("consultPhone", 40),
                page.text("complainPhone", 40));
    }

    private static Matter.Terms terms(CatalogueFields page) throws RefusedException {
        return new Matter.Terms(
                page.number("projectType", 1, 9) == 1,
                days(page, "anticipate"),
                days(page, "promise"),
                page.count("limitSceneNum", 99),
                choice(page, "handleArea", Matter.Area.values()),
                page.flag("isServiceTerminals"),
                page.flag("isOnline"),
                page.flag("isSchedule"),
                page.flag("isExpress"),
                page.flag("isSupportTolerance"),
                page.flag("isSupportInformCommitment"));
    }

    private static Matter.Days days(CatalogueFields page, String kind) throws RefusedException {
        return new Matter.Days(page.count(kind + "Day", 10_000), page.number(kind + "Type", 1, 2) == 1);
    }

    private static Matter.Material material(CatalogueFields paper) throws RefusedException {
        return new Matter.Material(
                paper.text("name", NAME),
                paper.text("nameEn", NAME),
                source(paper.number("source", 1, 99)),
                choice(paper, "form", Matter.Material.Form.values()),
                choice(paper, "isNeed", Matter.Material.Need.values()),
                paper.optionalText("note", SENTENCE));
    }

    private static Matter.Material.Source source(long code) {
        return code == 10
                ? Matter.Material.Source.APPLICANT
                : code == 20 ? Matter.Material.Source.GOVERNMENT : Matter.Material.Source.OTHER;
    }

    /** Codes of the national tables count from 1 in the order of the constants. */
    private static <T> T choice(CatalogueFields fields, String key, T[] values) throws RefusedException {
        return values[(int) fields.number(key, 1, values.length) - 1];
    }
}
