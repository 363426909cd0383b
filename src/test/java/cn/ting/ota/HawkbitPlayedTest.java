package cn.ting.ota;

import cn.ting.hawkbit.PlayedHawkbit;
import cn.ting.hawkbit.UpdateServer;

/** With a hawkBit that is played. */
class HawkbitPlayedTest extends HawkbitScenes {

    @Override
    UpdateServer server() throws Exception {
        return new PlayedHawkbit();
    }
}
