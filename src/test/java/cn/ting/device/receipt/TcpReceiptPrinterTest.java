package cn.ting.device.receipt;

/** On port 9100, as it were. */
class TcpReceiptPrinterTest extends ReceiptPrinterContract {

    private SimulatedEscPosPrinter far;

    @Override
    String lay(SimulatedEscPosPrinter to) {
        far = to;
        return to.line().address();
    }

    @Override
    void unplug() {
        far.line().unplug();
    }

    @Override
    void plug() {
        far.line().start();
    }
}
