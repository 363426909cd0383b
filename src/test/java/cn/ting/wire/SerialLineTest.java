package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** On a real pseudo-terminal. */
class SerialLineTest extends CableContract {

    @Override
    String address() {
        return "serial:" + device() + "@9600";
    }

    @Test
    void aPortIsHeldAlone() throws Exception {
        Line held = open();
        assertThrows(IOException.class, this::open);
        held.close();
        open().close();
    }
}
