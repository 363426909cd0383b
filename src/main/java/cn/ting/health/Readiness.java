package cn.ting.health;

import cn.ting.condition.Conditions;
import cn.ting.condition.Fault.Severity;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** The answer of {@code /q/health/ready}: down while an alarm stands, with the codes of all conditions. */
@org.eclipse.microprofile.health.Readiness
class Readiness implements HealthCheck {

    private final Conditions conditions;

    Readiness(Conditions conditions) {
        this.conditions = conditions;
    }

    @Override
    public HealthCheckResponse call() {
        boolean alarm = conditions.present().stream().anyMatch(known -> known.fault().severity() == Severity.ALARM);
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("kiosk").status(!alarm);
        conditions.present().forEach(known -> answer.withData(
                (known.fault().code() + " " + known.subject()).strip(), known.since().toString()));
        return answer.build();
    }
}
