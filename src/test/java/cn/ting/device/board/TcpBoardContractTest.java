package cn.ting.device.board;

class TcpBoardContractTest extends BoardContract {

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
