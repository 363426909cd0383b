package cn.ting.power;

import cn.ting.condition.Conditions;
import cn.ting.condition.FaultTexts;
import cn.ting.screen.Language;
import cn.ting.screen.OutOfService;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Without mains nobody is taken in. Told before any other obstacle: it is the one that residents can see the end of. */
@Singleton
@Priority(100)
class NoMains implements OutOfService {

    private final Conditions conditions;

    NoMains(Conditions conditions) {
        this.conditions = conditions;
    }

    @Override
    public Optional<String> sentence(Language language) {
        return conditions.has(PowerFault.OUT_OF_SERVICE)
                ? Optional.of(FaultTexts.resident(PowerFault.OUT_OF_SERVICE, language.locale()))
                : Optional.empty();
    }
}
