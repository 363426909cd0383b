package cn.ting.service.queue;

import cn.ting.condition.Condition;
import cn.ting.condition.Conditions;
import cn.ting.condition.FaultTexts;
import cn.ting.screen.Language;
import cn.ting.screen.OutOfService;
import cn.ting.store.LedgerFault;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Without a ledger that can be written no number may be promised. */
@Singleton
class NoLedger implements OutOfService {

    private final Conditions conditions;

    NoLedger(Conditions conditions) {
        this.conditions = conditions;
    }

    @Override
    public Optional<String> sentence(Language language) {
        return conditions.present().stream()
                .map(Condition::fault)
                .filter(LedgerFault.class::isInstance)
                .findFirst()
                .map(fault -> FaultTexts.resident(fault, language.locale()));
    }
}
