package cn.ting.screen;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.qute.Engine;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateInstance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A release whose first pages cannot be drawn serves nobody, whatever its other pages do. */
class FirstPagesTest {

    private static final String GOOD = "<form method=\"post\" action=\"/visit\">";

    private final Engine engine = Engine.builder().addDefaults().build();
    private final List<Language> drawn = new ArrayList<>();

    @Test
    void pages_that_lead_into_a_visit_are_drawn_in_each_language() {
        assertDoesNotThrow(() -> rehearse(GOOD, GOOD));
        assertEquals(List.of(Language.values()), drawn);
    }

    @Test
    void a_page_that_breaks_is_a_fault() {
        assertThrows(TemplateException.class, () -> rehearse(GOOD, GOOD + "{gone.from.this.release}"));
    }

    @Test
    void a_page_without_its_way_is_one_too() {
        assertThrows(IllegalStateException.class, () -> rehearse("<h1>{1}</h1>", GOOD));
    }

    private void rehearse(String... pages) {
        new HomePages.FirstPages(language -> {
            drawn.add(language);
            return List.of(pages).stream().map(page -> engine.parse(page)).<TemplateInstance>map(page -> page.instance()).toList();
        }).rehearse();
    }
}
