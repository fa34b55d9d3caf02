package io.nightjar.benchmark.record;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import io.nightjar.notify.AlertMatcher;
import io.nightjar.notify.AlertMatcherException;
import io.nightjar.notify.ConditionNotices;
import io.nightjar.notify.Flapping;
import io.nightjar.notify.NotifiableCondition;
import io.nightjar.notify.NotificationPolicy;
import io.nightjar.notify.NotificationSettings;
import io.nightjar.notify.PolicyRequests;
import io.nightjar.notify.RateLimit;
import io.nightjar.notify.RequestRefusedException;
import io.nightjar.notify.Route;
import io.nightjar.notify.Silence;
import io.nightjar.notify.SilenceTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the notification policy costs: one notification to three destinations, one that the rate limit holds back, and a look at
 * 10,000 conditions with 100 silences, whose matchers are new or known.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolicyBenchmark {
    private static final int CONDITIONS = 10_000;
    private static final int SILENCES = 100;

    private final Instant wall = Instant.parse("2026-11-22T14:00:00Z");
    private final List<OneCondition> conditions = new ArrayList<>();
    private NotificationPolicy unlimited;
    private NotificationPolicy limited;
    private NotificationPolicy silenced;
    private PolicyRequests requests;
    private OneCondition condition;
    private OneCondition heldBack;
    private long nanos;

    @Setup(Level.Trial)
    public void start() throws AlertMatcherException {
        unlimited = policy(Duration.ZERO, List.of());
        limited = policy(Duration.ofHours(1), List.of());
        List<Silence> silences = new ArrayList<>();
        for (int i = 0; i < SILENCES; i++) {
            AlertMatcher matcher = AlertMatcher.parse("operation=service-" + i + "-*, severity>=error");
            silences.add(
                    new Silence("s" + i, matcher, new SilenceTime.Between(null, wall.minusSeconds(1)), null, null));
        }
        silenced = policy(Duration.ofHours(1), silences);
        requests = new PolicyRequests(silenced, () -> wall);
        condition = new OneCondition("chat", unlimited);
        heldBack = new OneCondition("chat", limited);
        limited.alertDue(heldBack, 0, true);
        for (int i = 0; i < CONDITIONS; i++) {
            OneCondition one = new OneCondition("service-" + i % SILENCES + "-chat-" + i, silenced);
            silenced.alertDue(one, 0, true);
            conditions.add(one);
        }
    }

    private NotificationPolicy policy(Duration limit, List<Silence> silences) {
        Route oncall =
                new Route("oncall", NoticeKind.NOTIFICATION, AlertMatcher.ALL, true, Duration.ofDays(1), null, null);
        NotificationSettings settings = new NotificationSettings(
                RateLimit.of(limit, false, false),
                1_000,
                List.of(
                        Route.everything(Route.LOG, NoticeKind.NOTIFICATION),
                        Route.everything("hook", NoticeKind.NOTIFICATION),
                        Route.everything("alertmanager", NoticeKind.CONDITION),
                        oncall),
                silences,
                Flapping.OFF);
        return new NotificationPolicy(settings, () -> wall, breach -> breach, notice -> {});
    }

    @Benchmark
    public void notification() {
        unlimited.alertDue(condition, ++nanos, false);
    }

    @Benchmark
    public boolean heldBackByTheRateLimit() {
        return limited.holdsBack(heldBack, Severity.WARNING, ++nanos);
    }

    @Benchmark
    public void tenThousandConditionsWithKnownSilences() {
        silenced.timePassed(conditions, ++nanos);
    }

    @Benchmark
    public void tenThousandConditionsWithANewSilence() throws RequestRefusedException {
        Silence silence = requests.silence("operation=service-1-*, alert_type=memory", Duration.ofHours(1), null, null);
        silenced.timePassed(conditions, ++nanos);
        requests.unsilence(silence.id());
    }

    /** One condition that fires. */
    private static final class OneCondition implements NotifiableCondition {
        private final String name;
        private final Breach breach;
        private final Map<String, String> labels;
        private final ConditionNotices notices;

        OneCondition(String name, NotificationPolicy policy) {
            this.name = name;
            labels = Map.of("service", "shop", "instance", "host:1", "operation", name);
            breach = new Breach(AlertType.LATENCY, Severity.ERROR, name, name + " is slow", Map.of(), labels);
            notices = policy.noticesOf(name);
        }

        @Override
        public boolean fires() {
            return true;
        }

        @Override
        public Breach breach() {
            return breach;
        }

        @Override
        public Severity severity() {
            return Severity.ERROR;
        }

        @Override
        public String fingerprint() {
            return name;
        }

        @Override
        public Map<String, String> labels() {
            return labels;
        }

        @Override
        public Instant startsAt() {
            return Instant.EPOCH;
        }

        @Override
        public long firstBreachNanos() {
            return 0;
        }

        @Override
        public ConditionNotices notices() {
            return notices;
        }
    }
}
