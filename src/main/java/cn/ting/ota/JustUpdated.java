package cn.ting.ota;

import cn.ting.condition.Conditions;
import cn.ting.condition.FaultTexts;
import cn.ting.screen.Language;
import cn.ting.screen.OutOfService;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Nobody is taken in by a release that has not passed its gates; it says that it will be but a moment. */
@Singleton
@Priority(50)
class JustUpdated implements OutOfService {

    private final Conditions conditions;

    JustUpdated(Conditions conditions) {
        this.conditions = conditions;
    }

    @Override
    public Optional<String> sentence(Language language) {
        return conditions.has(OtaFault.ON_TRIAL)
                ? Optional.of(FaultTexts.resident(OtaFault.ON_TRIAL, language.locale()))
                : Optional.empty();
    }
}
