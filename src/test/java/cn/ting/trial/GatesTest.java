package cn.ting.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.InventoryFault;
import cn.ting.screen.Rehearsal;
import cn.ting.time.SteppedClock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a release has to be able to make before it serves anybody. */
class GatesTest {

    private static final Set<String> FOUND = Set.of("ledger", "page", "settings");

    /** Something that is made, while nothing stands in its way. */
    private static final class Made implements Rehearsal {

        private final String name;
        private Throwable inTheWay;
        private int times;

        Made(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean always() {
            return name.equals("slip");
        }

        @Override
        public void rehearse() throws IOException {
            times++;
            if (inTheWay instanceof IOException weather) {
                throw weather;
            }
            if (inTheWay instanceof Error missing) {
                throw missing;
            }
        }
    }

    private final Made slip = new Made("slip");
    private final Made sheet = new Made("sheet");
    private final Gates gates = new Gates(null, null, null, null, List.of(slip, sheet));

    @Test
    void what_could_be_made_holds_and_is_made_once() {
        assertEquals(Set.of("ledger", "page", "settings", "sheet", "slip"), gates.withMade(FOUND).holding());
        assertEquals(Set.of(), gates.withMade(FOUND).missing(Set.of("settings", "sheet")));
        assertEquals(List.of(1, 1), List.of(slip.times, sheet.times));
    }

    @Test
    void a_slip_is_asked_of_every_release_and_a_class_it_lacks_is_not_waited_for() {
        slip.inTheWay = new ExceptionInInitializerError("GB18030");
        Gates.Asked asked = gates.withMade(FOUND);
        Set<String> missing = asked.missing(Set.of());
        assertEquals(Set.of("slip"), missing);
        assertTrue(asked.isHopeless(missing));
        assertEquals("ota.slip", asked.code(missing));
        assertTrue(asked.detail(missing).contains("GB18030"), asked.detail(missing));
    }

    @Test
    void what_cannot_be_read_just_now_is_waited_for() {
        sheet.inTheWay = new FileNotFoundException("a font");
        Gates.Asked asked = gates.withMade(FOUND);
        assertEquals(Set.of(), asked.missing(Set.of()), "the release before could not either");
        Set<String> missing = asked.missing(Set.of("sheet"));
        assertEquals(Set.of("sheet"), missing);
        assertFalse(asked.isHopeless(missing));
        assertEquals(Map.of(), asked.broken());

        sheet.inTheWay = null;
        assertEquals(Set.of(), gates.withMade(FOUND).missing(Set.of("sheet")));
    }

    @Test
    void silence_of_a_device_keeps_its_own_code() {
        Gates.Asked asked = gates.withMade(FOUND);
        assertEquals("ota.gate", asked.code(asked.missing(Set.of("device printer"))));
    }

    @Test
    void a_device_that_hangs_answers_nothing_and_one_without_paper_does() {
        DeviceStatus reader = new DeviceStatus("reader", new SteppedClock(), () -> {});
        DeviceStatus printer = new DeviceStatus("printer", new SteppedClock(), () -> {});
        reader.is(DeviceState.READY);
        printer.is(DeviceState.FAULTY, InventoryFault.MUTE);
        assertEquals(Set.of("device reader", "device printer"), Gates.answering(List.of(reader, printer)));
        reader.is(DeviceState.FAULTY, InventoryFault.HUNG);
        assertEquals(Set.of("device printer"), Gates.answering(List.of(reader, printer)));
    }
}
