package cn.ting.stories;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.catalogue.CatalogueContent;
import cn.ting.time.SystemClock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody who has no word for what is to be done, and finds it all the same. */
class BrowseStory {

    @RegisterExtension
    static final Scene SCENE = new Scene("browse");

    private static final Pattern WAY = Pattern.compile("href=\"/(guide/(?:events|packages|bodies)/[^\"]+)\"");

    @Test
    void aMatterIsFoundByWhatHasHappened() {
        Visitor visitor = SCENE.visitor().begins().touches("找事项").sees("换个办法找");

        visitor.touches("人生大事").sees("按您遇到的事找").photographs("events").touches("退休养老");
        visitor.sees("常要办这些").sees("养老金资格认证").photographs("event").touches("养老金资格认证");
        visitor.sees("需要的材料").sees("离家近的办理点").sees("柳巷社区居民委员会").photographs("offices");
    }

    @Test
    void severalMattersAreOneThing() {
        Visitor visitor = SCENE.visitor().begins().touches("找事项").touches("一件事一次办");

        visitor.sees("都列在一起").photographs("packages").touches("新生儿出生").sees("这一件事里包含").sees("办社保卡");
    }

    @Test
    void whateverIsListedLeadsSomewhere() {
        Visitor visitor = SCENE.visitor().begins();
        for (String list : List.of("guide/events", "guide/packages", "guide/bodies")) {
            List<String> ways = WAY.matcher(visitor.asks(list)).results().map(way -> way.group(1)).toList();
            assertFalse(ways.isEmpty(), list);
            ways.forEach(way -> assertTrue(visitor.asks(way).contains("/guide/matter/"), way));
        }
    }

    @Test
    void aDayIsPromisedForWhatTakesTime() {
        Visitor visitor = SCENE.visitor().begins();
        String promised = visitor.asks("guide/matter/social-card-apply");
        LocalDate today = new SystemClock().local().toLocalDate();
        Set<Integer> years = new HashSet<>();
        CatalogueContent.read().lists().get("calendar").forEach(year -> years.add(year.get("year").asInt()));
        // Five working days later it is known in most weeks of the year; around its end it depends on the weekday.
        if (years.contains(today.plusDays(20).getYear())) {
            assertTrue(promised.contains("如今天受理，最晚 "), promised);
        } else if (!years.contains(today.getYear())) {
            assertFalse(promised.contains("如今天受理"), promised);
        }
        assertFalse(visitor.asks("guide/matter/insurance-record").contains("如今天受理"), "done on the spot");
    }

    @Test
    void whoeverKnowsTheDepartmentLooksThere() {
        Visitor visitor = SCENE.visitor().begins().touches("找事项").touches("按部门找");

        visitor.sees("沣水区医疗保障局").photographs("bodies").touches("沣水区医疗保障局").sees("共 ").sees("医保");
    }

    @Test
    void whatIsNearSaysHowFarAndWhetherItIsOpen() {
        Visitor visitor = SCENE.visitor().begins().touches("找事项").touches("附近办事点");

        visitor.sees("步行约 1 分钟").sees("今天 00:00-24:00").sees("开放中").photographs("places");
        visitor.touches("English").sees("Near here").sees("About 1 min on foot").sees("Fengshui Park 24-hour kiosk, south gate");
    }
}
