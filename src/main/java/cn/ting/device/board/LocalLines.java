package cn.ting.device.board;

import cn.ting.device.board.LineBoardSettings.Input;
import cn.ting.device.board.LineBoardSettings.Output;
import cn.ting.wire.SerialControls;
import java.io.IOException;

/** The control lines of a port of this machine. */
final class LocalLines implements ControlLines {

    private final SerialControls port;

    /**
     * @param port closed when it cannot be used
     * @throws BoardWiring.RefusedException when it has none, as a pseudo-terminal or a cheap adapter
     */
    LocalLines(SerialControls port) throws IOException {
        this.port = port;
        try {
            if (!port.hasLines()) {
                throw new BoardWiring.RefusedException(BoardFault.NO_LINES, "the port has no DTR and RTS to switch");
            }
        } catch (IOException useless) {
            port.close();
            throw useless;
        }
    }

    @Override
    public void put(Output output, boolean raised) throws IOException {
        if (output == Output.DTR) {
            port.dtr(raised);
        } else {
            port.rts(raised);
        }
    }

    @Override
    public boolean raised(Input input) throws IOException {
        return switch (input) {
            case CTS -> port.cts();
            case DSR -> port.dsr();
            case DCD -> port.dcd();
            case RI -> port.ri();
            case NONE -> false;
        };
    }

    @Override
    public void prove() throws IOException {
        port.prove();
    }

    @Override
    public void close() {
        port.close();
    }
}
