package cn.ting.trial;

import cn.ting.slots.Slots;
import cn.ting.slots.SlotsException;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The note of where an update stands: one small file, replaced whole. For one thread. */
public final class Journal {

    /** Takes long to make: a start that finds no note does without. */
    private static final class Tools {
        static final ObjectMapper JSON = new ObjectMapper();
    }

    private static final Logger LOG = Logger.getLogger(Journal.class);

    private final Slots slots;
    private UpdateState state = UpdateState.FIRST;

    public Journal(Slots slots) {
        this.slots = slots;
    }

    /** Reads what the process before left. What cannot be read tells nothing: the pointers say what counts. */
    public void open() throws IOException {
        try {
            Optional<byte[]> note = slots.journal();
            state = note.isPresent() ? Tools.JSON.readValue(note.get(), UpdateState.class) : UpdateState.FIRST;
        } catch (SlotsException | IllegalArgumentException | JacksonException damaged) {
            LOG.errorf("what became of the last update is not known any more: %s", damaged.getMessage());
            state = UpdateState.FIRST;
        }
    }

    public UpdateState state() {
        return state;
    }

    /** When it returns, the next process reads this. */
    public void become(UpdateState next) throws IOException {
        slots.keepJournal(Tools.JSON.writeValueAsBytes(next));
        state = next;
    }
}
