package io.nightjar.weave;

import io.nightjar.config.WatchSettings;
import io.nightjar.log.AgentLog;
import io.nightjar.preset.Rule;
import io.nightjar.record.OperationSpec;
import io.nightjar.weave.match.RuleRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What presets and named operations say of operations, found by the operations' names alone. Immutable. */
public final class OperationSpecs implements Function<String, OperationSpec> {
    private static final String LAYER_OF_OTHERS = "custom";

    private final Map<String, OperationSpec> byName;

    private OperationSpecs(Map<String, OperationSpec> byName) {
        this.byName = Map.copyOf(byName);
    }

    /** Of these settings, whether a preset's library is there or not; what of them cannot be followed is logged. */
    public static OperationSpecs of(WatchSettings settings, AgentLog log) {
        RuleRegistry registry = RuleRegistry.of(settings, log);
        registry.activateAll();
        Map<String, OperationSpec> byName = new HashMap<>();
        for (Rule rule : registry.rules()) {
            String name = rule.operation();
            if (name != null && rule.role() == null) {
                byName.putIfAbsent(
                        name,
                        new OperationSpec(
                                name,
                                rule.layer(),
                                rule.defaultLatencyNanos(),
                                rule.defaultStuckNanos(),
                                rule.labels().genAi()));
            }
        }
        return new OperationSpecs(byName);
    }

    /** Every operation that is known by name, in no order. */
    public List<OperationSpec> all() {
        return List.copyOf(byName.values());
    }

    /** The operation of a name; one that nobody knows has no defaults of its own. */
    @Override
    public OperationSpec apply(String name) {
        OperationSpec known = byName.get(name);
        return known == null ? OperationSpec.of(name, LAYER_OF_OTHERS) : known;
    }
}
