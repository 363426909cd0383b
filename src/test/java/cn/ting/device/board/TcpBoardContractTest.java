package cn.ting.device.board;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.device.inventory.DeviceState;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpBoardContractTest extends ModbusBoardContract {

    private String channels = "8";

    @Override
    String plug() {
        far.start();
        return far.line().address();
    }

    @Override
    void unplug() {
        far.line().unplug();
    }

    @Override
    String profile(String patience) {
        return super.profile(patience).replace("{", "{channels: " + channels + ", ");
    }

    /** Settings that want more of it than it has, as after another board was built in. */
    @Test
    void aBoardThatRefusesIsFaultyAndSaysWhy() throws Exception {
        channels = "9";
        serveAnew(PATIENT, () -> conditions.has(BoardFault.REFUSED));
        assertEquals(List.of("function 5 is refused with code 2"), conditions.present().stream()
                .filter(one -> one.fault() == BoardFault.REFUSED).map(one -> one.detail()).toList());
        channels = "8";
        serveAnew(PATIENT, () -> state() == DeviceState.READY && !conditions.has(BoardFault.REFUSED));
    }

    @Test
    void aBoardThatIsTakenAwayRefusesNothingAnyMore() throws Exception {
        channels = "9";
        serveAnew(PATIENT, () -> conditions.has(BoardFault.REFUSED));
        unplug();
        eventually(() -> !conditions.has(BoardFault.REFUSED));
        plug();
        eventually(() -> conditions.has(BoardFault.REFUSED));
    }
}
