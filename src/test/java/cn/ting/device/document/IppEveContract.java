package cn.ting.device.document;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** What every document printer does, with the real ippeveprinter at the far end. */
abstract class IppEveContract extends DocumentPrinterContract {

    IppEvePeer far;

    /** The kinds of document the printer takes, as its command line has them. */
    abstract String formats();

    @BeforeAll
    void plugIn() throws Exception {
        far = new IppEvePeer(formats());
        far.start();
    }

    @AfterAll
    void unplug() throws Exception {
        far.close();
    }

    @AfterEach
    void tidy() throws Exception {
        far.hold(false);
        far.clearTray();
    }

    @Override
    String address() {
        return far.address();
    }

    @Override
    void hold(boolean on) throws Exception {
        far.hold(on);
    }

    @Override
    int unfinished() throws Exception {
        return far.unfinished();
    }

    @Override
    boolean printing() throws Exception {
        return far.printing();
    }

    @Override
    boolean calledOff() throws Exception {
        return far.calledOff();
    }

    @Override
    int papers() throws IOException {
        return far.printed().size();
    }

    @Override
    void paper(boolean there) throws IOException {
        far.paper(there);
    }

    @Override
    void power(boolean on) throws Exception {
        if (on) {
            far.start();
        } else {
            far.kill();
        }
    }
}
