package cn.ting.health;

import cn.ting.condition.Conditions;
import cn.ting.link.Link;
import cn.ting.outbox.Outbox;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The kiosk's own figures under {@code /q/metrics}. */
@Singleton
public final class Metrics {

    private final MeterRegistry registry;
    private final Link link;
    private final Outbox outbox;
    private final Ledger ledger;
    private final Conditions conditions;

    Metrics(MeterRegistry registry, Link link, Outbox outbox, Ledger ledger, Conditions conditions) {
        this.registry = registry;
        this.link = link;
        this.outbox = outbox;
        this.ledger = ledger;
        this.conditions = conditions;
    }

    /** Registers the gauges, and those of Java and the machine; called once at the kiosk's start, after its first page. */
    public void start() {
        gauge("ting.link.up", "1 while the platform is heard", this, metrics -> metrics.link.up() ? 1 : 0);
        gauge("ting.outbox.waiting", "letters without a receipt", this, Metrics::waiting);
        gauge("ting.ledger.commits", "transactions since start", this, metrics -> metrics.ledger.commits());
        gauge("ting.conditions", "things that are wrong now", this, metrics -> metrics.conditions.present().size());
        // As the framework would, but before the first page.
        List<MeterBinder> machine = List.of(
                new ClassLoaderMetrics(), new JvmHeapPressureMetrics(), new JvmMemoryMetrics(), new JvmThreadMetrics(), new JvmInfoMetrics(),
                new JvmGcMetrics(), new UptimeMetrics(), new ProcessorMetrics(), new FileDescriptorMetrics());
        machine.forEach(figures -> figures.bindTo(registry));
    }

    private double waiting() {
        try {
            return outbox.waiting();
        } catch (LedgerException told) {
            return Double.NaN;
        }
    }

    private <T> void gauge(String name, String what, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value).description(what).register(registry);
    }
}
