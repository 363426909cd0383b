package cn.ting.device.board;

import cn.ting.wire.SerialCable;

class SerialBoardContractTest extends ModbusBoardContract {

    private SerialCable cable;

    @Override
    String plug() {
        if (cable == null) {
            cable = new SerialCable(directory.resolve("ttyBoard"), far.line().port());
        }
        return cable.plug().address();
    }

    @Override
    void unplug() {
        cable.unplug();
    }

    @Override
    void stop() throws Exception {
        super.stop();
        cable.close();
    }
}
