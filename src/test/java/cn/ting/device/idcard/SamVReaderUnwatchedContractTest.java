package cn.ting.device.idcard;

import cn.ting.device.idcard.SamVSettings.Presence;
import cn.ting.device.inventory.Driver;

/** The same without a profile that says how to know that a card still lies. */
class SamVReaderUnwatchedContractTest extends SamVReaderContractTest {

    @Override
    Driver driver() {
        return ReaderBench.quickSamV(Presence.NONE, hurry);
    }

    @Override
    boolean watches() {
        return false;
    }
}
