package cn.ting.device.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hp.jipp.encoding.Attribute;
import com.hp.jipp.encoding.AttributeGroup;
import com.hp.jipp.encoding.Tag;
import com.hp.jipp.model.JobState;
import com.hp.jipp.model.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose a job is, by what printers tell of it and what they keep to themselves. */
class IppListTest {

    private static IppQueue.Listed listed(Attribute<?>... told) {
        List<Attribute<?>> attributes = new ArrayList<>(List.of(told));
        attributes.add(Types.jobId.of(7));
        attributes.add(Types.jobState.of(JobState.pending));
        return IppQueue.Listed.of(AttributeGroup.groupOf(Tag.jobAttributes, attributes), "ting.fengshui.k1");
    }

    @Test
    void itIsThisKiosksByItsUserOrByItsName() {
        assertEquals(new IppQueue.Listed(7, true, false, false),
                listed(Types.jobOriginatingUserName.of("TING.FENGSHUI.K1"), Types.jobName.of("a4-12")));
        assertEquals(new IppQueue.Listed(7, true, false, false),
                listed(Types.jobOriginatingUserName.of("anonymous"), Types.jobName.of("ting.fengshui.k1")));
        assertEquals(new IppQueue.Listed(7, true, false, false), listed(Types.jobName.of("ting.fengshui.k1")));
    }

    @Test
    void itIsAnothersWhenEitherSaysSo() {
        assertEquals(new IppQueue.Listed(7, false, false, false),
                listed(Types.jobOriginatingUserName.of("ting.fengshui.k10"), Types.jobName.of("ting.fengshui.k10")));
        assertEquals(new IppQueue.Listed(7, false, false, false), listed(Types.jobOriginatingUserName.of("office")));
    }

    @Test
    void itIsNobodysWhenNothingIsSaid() {
        assertEquals(new IppQueue.Listed(7, false, true, false), listed());
        assertEquals(new IppQueue.Listed(7, false, true, false), listed(Types.jobOriginatingUserName.of(""), Types.jobName.of(" ")));
    }
}
