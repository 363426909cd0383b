package cn.ting.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.qute.Engine;
import io.quarkus.qute.StringTemplateLocation;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The engine asks for every template before the port is open; none is read before it is drawn or the first page stands. */
class LateTemplatesTest {

    private final LateTemplates late = new LateTemplates();
    private final List<String> read = new ArrayList<>();
    private final Engine engine = Engine.builder().addDefaults().addLocator(this::locate).addLocator(late).build();

    private Optional<TemplateLocation> locate(String id) {
        read.add(id);
        return Optional.of(new StringTemplateLocation("page " + id));
    }

    @Test
    void aTemplateIsReadWhenItIsDrawnFirstAndTheOthersOnceTheFirstPageStands() {
        engine.getTemplate("screen/idle.html");
        engine.getTemplate("screen/help.html");
        late.made(engine);
        assertEquals(List.of(), read);

        assertEquals("page screen/idle.html", engine.getTemplate("screen/idle.html").render());
        assertEquals(List.of("screen/idle.html"), read);

        late.start();
        assertEquals("page screen/help.html", engine.getTemplate("screen/help").render());
        assertEquals(List.of("screen/idle.html", "screen/help.html"), read);
    }
}
