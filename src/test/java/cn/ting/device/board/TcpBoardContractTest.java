package cn.ting.device.board;

class TcpBoardContractTest extends ModbusBoardContract {

    @Override
    String plug() {
        far.start();
        return far.line().address();
    }

    @Override
    void unplug() {
        far.line().unplug();
    }
}
