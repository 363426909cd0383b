package cn.ting.ota;

import cn.ting.condition.Conditions;
import cn.ting.trial.UpdateNotice;
import cn.ting.trial.UpdateState;
import cn.ting.trial.UpdateState.Phase;
import jakarta.inject.Singleton;

/** Where an update stands, as conditions of this kiosk. */
@Singleton
final class OtaNotice implements UpdateNotice {

    private final Conditions conditions;

    OtaNotice(Conditions conditions) {
        this.conditions = conditions;
    }

    @Override
    public void stands(UpdateState state) {
        String why = why(state);
        if (state.phase() == Phase.OFFERED) {
            conditions.clear(OtaFault.REFUSED, state.way());
        }
        // Whoever named it knows, and nobody need do anything.
        conditions.set(state.phase() == Phase.REFUSED && !state.cause().equals(UpdateState.SUPERSEDED) && !state.isCalledOff(), OtaFault.REFUSED, "", why);
        conditions.set(state.phase() == Phase.REVERTED, OtaFault.REVERTED, "", why);
    }

    @Override
    public void refusedBeside(UpdateState refused) {
        // Another than the last, for another reason.
        conditions.clear(OtaFault.REFUSED, refused.way());
        conditions.raise(OtaFault.REFUSED, refused.way(), why(refused));
    }

    private static String why(UpdateState state) {
        return (state.version() + " " + state.cause() + " " + state.detail()).strip();
    }

    @Override
    public void holds(String trial) {
        conditions.raise(OtaFault.ON_TRIAL, "", trial);
    }

    @Override
    public void serves() {
        conditions.clear(OtaFault.ON_TRIAL, "");
    }
}
