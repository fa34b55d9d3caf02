package io.nightjar.console;

import io.nightjar.alert.AlertRecord;
import io.nightjar.notify.PolicyControl;
import io.nightjar.notify.RequestRefusedException;
import io.nightjar.request.AgentRequests;
import io.nightjar.request.SilenceMap;
import io.nightjar.status.StatusJson;
import io.nightjar.status.StatusSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The agent in this process. Thread-safe. */
public final class AgentBackend implements ConsoleBackend {
    private final StatusSource source;
    private final AgentRequests requests;
    private final PolicyControl policy;
    private final Supplier<List<String>> standstill;
    private final Supplier<@Nullable String> advice;
    private final SeriesSource series;
    private final MetricsSource metrics;

    /**
     * The agent by its parts.
     *
     * @param standstill what of recording, judging and delivery stands still, in a word each
     * @param advice null where there is none to give
     */
    public AgentBackend(
            StatusSource source,
            AgentRequests requests,
            PolicyControl policy,
            Supplier<List<String>> standstill,
            Supplier<@Nullable String> advice,
            SeriesSource series,
            MetricsSource metrics) {
        this.source = source;
        this.requests = requests;
        this.policy = policy;
        this.standstill = standstill;
        this.advice = advice;
        this.series = series;
        this.metrics = metrics;
    }

    @Override
    public List<String> standstill() {
        return standstill.get();
    }

    @Override
    public String status(boolean brief) {
        return StatusJson.text(brief ? source.status().brief() : source.status());
    }

    @Override
    public List<String> alerts(@Nullable String type, @Nullable String status, int limit) {
        List<AlertRecord> alerts = source.alerts().stream()
                .filter(alert ->
                        type == null || type.equals(alert.alert().type().jsonName()))
                .filter(alert ->
                        status == null || status.equals(alert.alert().status().jsonName()))
                .toList();
        return alerts.subList(alerts.size() - Math.min(limit, alerts.size()), alerts.size()).stream()
                .map(StatusJson::alert)
                .toList();
    }

    @Override
    public String conditions() {
        return requests.conditions();
    }

    @Override
    public String silences() {
        return requests.silences();
    }

    @Override
    public @Nullable String advice() {
        return advice.get();
    }

    @Override
    public SeriesSource series() {
        return series;
    }

    @Override
    public MetricsSource metrics() {
        return metrics;
    }

    @Override
    public Map<?, ?> acknowledge(
            String fingerprint, @Nullable String by, @Nullable String note, @Nullable Duration lasting)
            throws RefusedException {
        try {
            return policy.acknowledge(fingerprint, by, note, lasting).toMap();
        } catch (RequestRefusedException e) {
            throw refused(e);
        }
    }

    @Override
    public void unacknowledge(String fingerprint) throws RefusedException {
        try {
            policy.unacknowledge(fingerprint);
        } catch (RequestRefusedException e) {
            throw refused(e);
        }
    }

    @Override
    public Map<?, ?> silence(String match, Duration lasting, @Nullable String by, @Nullable String note)
            throws RefusedException {
        try {
            return SilenceMap.of(policy.silence(match, lasting, by, note));
        } catch (RequestRefusedException e) {
            throw refused(e);
        }
    }

    @Override
    public void unsilence(String id) throws RefusedException {
        try {
            policy.unsilence(id);
        } catch (RequestRefusedException e) {
            throw refused(e);
        }
    }

    private static RefusedException refused(RequestRefusedException e) {
        return new RefusedException(e.reason(), String.valueOf(e.getMessage()));
    }
}
