package io.nightjar.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.config.ConfigLoader;
import io.nightjar.config.ConfigResult;
import io.nightjar.detect.Detector;
import io.nightjar.record.CallDetails;
import io.nightjar.record.CallOutcome;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.record.ReturnedFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A replay of calls and the detector driven live over the same calls, start by start and end by end, look by look. */
@Tag("slow")
class ReplayPropertyTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long BEGIN = 1_795_356_000L * SECOND;

    private record Call(
            long startNanos, long endNanos, String operation, CallOutcome outcome, String exception, String model) {}

    @Test
    void shouldGiveTheSameAlertsAsTheDetectorWhenThatIsDrivenLive() throws Exception {
        int alerts = 0;
        int skipped = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            ReplaySettings settings = settings(random);
            List<Call> calls = calls(random);

            List<String> live = live(settings, calls);
            List<String> replayed = replayed(settings, calls, true);

            assertThat(replayed).as("seed " + seed).isEqualTo(live);
            alerts += live.size();
            skipped += live.isEmpty() ? 0 : 1;
        }
        assertThat(alerts).isGreaterThan(2_000);
        assertThat(skipped).isGreaterThan(150);
    }

    @Test
    void shouldGiveTheSameAlertsWhenDaysWithoutCallsAreSkipped() throws Exception {
        long looked = 0;
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            ReplaySettings settings = settings(random);
            List<Call> calls = calls(random);
            long gap = (2 + random.nextInt(4)) * 3_600 * SECOND + random.nextInt(1_000_000_000);
            List<Call> all = new ArrayList<>(calls);
            calls.forEach(call -> all.add(new Call(
                    call.startNanos + gap,
                    call.endNanos + gap,
                    call.operation,
                    call.outcome,
                    call.exception,
                    call.model)));

            List<String> replayed = replayed(settings, all, true);

            assertThat(replayed).as("seed " + seed).isEqualTo(replayed(settings, all, false));
            looked += replayed.size();
        }
        assertThat(looked).isGreaterThan(60);
    }

    private static List<String> live(ReplaySettings settings, List<Call> calls) {
        ReplayClock clock = new ReplayClock(BEGIN);
        CallRecorder recorder = CallRecorder.create(clock, 1);
        boolean[] waits = new boolean[1];
        recorder.onSlowCall(() -> waits[0] = true);
        Map<String, TreeSet<String>> destinations = new LinkedHashMap<>();
        Map<String, Notice> notices = new LinkedHashMap<>();
        Detector detector = new Detector(
                recorder,
                settings.detection(),
                clock,
                clock,
                List::of,
                (start, end) -> OptionalDouble.empty(),
                operation -> List.of(),
                notice -> {
                    if (notice.kind() == NoticeKind.NOTIFICATION || notice.kind() == NoticeKind.CONDITION) {
                        notices.putIfAbsent(notice.alert().id(), notice);
                        destinations
                                .computeIfAbsent(notice.alert().id(), id -> new TreeSet<>())
                                .addAll(notice.destinations());
                    }
                });
        long last = calls.stream().mapToLong(Call::endNanos).max().orElseThrow();
        long next = BEGIN + detector.tick();
        for (Map.Entry<Long, Call> event : events(calls)) {
            long at = event.getKey();
            Call call = event.getValue();
            for (; next <= at; next += detector.tick()) {
                clock.set(next);
            }
            clock.set(at);
            int id = recorder.operation(settings.specs().apply(call.operation));
            boolean ends = at == call.endNanos;
            if (at == call.startNanos) {
                recorder.started(id, call.startNanos);
            }
            if (ends) {
                end(recorder, id, call);
            }
            if (waits[0]) {
                waits[0] = false;
                next = at + detector.tick();
            }
        }
        long until = last + settings.detection().resolveAfter().toNanos() + 3_600 * SECOND;
        for (; next <= until; next += detector.tick()) {
            clock.set(next);
        }
        List<String> told = new ArrayList<>();
        for (Notice notice : notices.values()) {
            Alert alert = notice.alert();
            if (!alert.startsAt().isAfter(Instant.ofEpochSecond(0, last))) {
                told.add(text(
                        alert,
                        notice.group() == null ? List.of() : notice.group().alerts(),
                        destinations.get(alert.id())));
            }
        }
        return told;
    }

    /** Starts and ends in the order of their times, a call's start before its end, ends before starts; of one time as they stand. */
    private static List<Map.Entry<Long, Call>> events(List<Call> calls) {
        List<Map.Entry<Long, Call>> events = new ArrayList<>();
        for (Call call : calls) {
            events.add(Map.entry(call.endNanos, call));
        }
        for (Call call : calls) {
            if (call.startNanos != call.endNanos) {
                events.add(Map.entry(call.startNanos, call));
            }
        }
        events.sort(Comparator.comparing(Map.Entry::getKey));
        return events;
    }

    private static void end(CallRecorder recorder, int id, Call call) {
        if (call.outcome == CallOutcome.CANCELLED) {
            recorder.cancelled(id, call.startNanos, call.endNanos);
            return;
        }
        Throwable thrown = call.outcome == CallOutcome.FAILED ? new ReturnedFailure(call.exception) : null;
        if (call.exception.equals("com.acme.Ignored")) {
            thrown = null;
        }
        if (call.model.isEmpty()) {
            recorder.ended(id, call.startNanos, call.endNanos, thrown);
        } else {
            CallDetails details = new CallDetails(
                    Map.of("model", call.model),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty());
            recorder.ended(id, call.startNanos, call.endNanos, thrown, details);
        }
    }

    private static List<String> replayed(ReplaySettings settings, List<Call> calls, boolean skips) {
        List<Call> sorted = new ArrayList<>(calls);
        sorted.sort(Comparator.comparingLong(Call::endNanos));
        List<String> told = new ArrayList<>();
        ReplayedDetection detection = new ReplayedDetection(
                settings,
                sorted.get(0).endNanos,
                skips,
                sent -> told.add(
                        text(sent.alert(), sent.group() == null ? List.of() : sent.alerts(), sent.destinations())));
        NameTable names = new NameTable(CallLogReader.MOST_OPERATIONS);
        LoggedCall logged = new LoggedCall(names);
        for (Call call : sorted) {
            byte[] name = call.operation.getBytes(StandardCharsets.UTF_8);
            logged.operation = names.number(name, 0, name.length);
            logged.endNanos = call.endNanos;
            logged.durationNanos = call.endNanos - call.startNanos;
            logged.outcome = call.outcome.ordinal();
            Map<String, String> labels = call.model.isEmpty() ? Map.of() : Map.of("model", call.model);
            logged.extras = call.model.isEmpty() && call.exception.isEmpty()
                    ? null
                    : new CallExtras(
                            call.exception.isEmpty() ? null : call.exception,
                            LoggedCall.ABSENT,
                            LoggedCall.ABSENT,
                            LoggedCall.ABSENT,
                            LoggedCall.ABSENT,
                            labels);
            detection.call(logged);
        }
        detection.finish();
        assertThat(detection.failuresOfOurs()).isZero();
        return told;
    }

    private static String text(Alert alert, List<Alert> members, Iterable<String> destinations) {
        StringBuilder text = new StringBuilder();
        text.append(alert.timestamp())
                .append(' ')
                .append(alert.status())
                .append(' ')
                .append(alert.severity());
        text.append(' ')
                .append(alert.message())
                .append(' ')
                .append(alert.metadata())
                .append(' ');
        text.append(alert.labels())
                .append(' ')
                .append(alert.startsAt())
                .append(' ')
                .append(alert.endsAt());
        text.append(" -> ").append(destinations);
        members.forEach(member -> text.append("\n    ").append(text(member, List.of(), List.of())));
        return text.toString();
    }

    /** Bursts of calls, calm or in trouble, and times without any; the first of each operation takes no time. */
    private static List<Call> calls(Random random) {
        String[] operations = {"chat", "rank", "embed"};
        List<Call> calls = new ArrayList<>();
        for (String operation : operations) {
            calls.add(new Call(BEGIN, BEGIN, operation, CallOutcome.OK, "", ""));
        }
        long now = BEGIN + 1_000_000;
        int bursts = 2 + random.nextInt(4);
        for (int burst = 0; burst < bursts; burst++) {
            int trouble = random.nextInt(4);
            int count = 50 + random.nextInt(300);
            int apart = 1 + random.nextInt(900);
            for (int i = 0; i < count; i++) {
                now += 1 + random.nextInt(apart) * 1_000_000L + random.nextInt(1_000_000);
                long duration = random.nextInt(50) * 1_000_000L;
                if (random.nextInt(trouble == 1 ? 5 : 100) == 0) {
                    duration += random.nextInt(3) == 0
                            ? random.nextInt(40_000) * 1_000_000L
                            : random.nextInt(5_000) * 1_000_000L;
                }
                boolean failed = random.nextInt(trouble == 2 ? 3 : 60) == 0;
                CallOutcome outcome =
                        failed ? CallOutcome.FAILED : random.nextInt(40) == 0 ? CallOutcome.CANCELLED : CallOutcome.OK;
                String exception = !failed ? "" : random.nextInt(6) == 0 ? "com.acme.Ignored" : "com.acme.Broken 503";
                String model =
                        random.nextInt(4) == 0 && outcome != CallOutcome.CANCELLED ? "m" + random.nextInt(2) : "";
                long end = Math.max(now, BEGIN + 1_000_000);
                calls.add(new Call(
                        Math.max(BEGIN + 1, end - duration),
                        end,
                        operations[random.nextInt(3)],
                        outcome,
                        exception,
                        model));
            }
            now += random.nextInt(3) == 0 ? random.nextInt(700) * SECOND : random.nextInt(60) * SECOND;
        }
        return calls;
    }

    private static ReplaySettings settings(Random random) {
        StringBuilder text = new StringBuilder("service=shop;stuck.threshold=2h");
        text.append(";latency.threshold=").append(50 + random.nextInt(2_000)).append("ms");
        text.append(";window=").append(5 + random.nextInt(56)).append('s');
        text.append(";error-rate.threshold=").append(5 + random.nextInt(20)).append('%');
        text.append(";error-rate.min-requests=").append(1 + random.nextInt(10));
        text.append(";errors.ignore=com.acme.Ignored");
        text.append(";throughput.threshold=").append(random.nextInt(3)).append(".5/s");
        text.append(";throughput.arm=").append(random.nextBoolean() ? "reached" : "always");
        text.append(";alerts.rate-limit=").append(random.nextInt(4) * 40).append('s');
        text.append(";alerts.rate-limit.per=").append(random.nextBoolean() ? "type" : "operation");
        text.append(";alerts.rate-limit.escalation=").append(random.nextBoolean());
        text.append(";alerts.resolve-after=").append(5 + random.nextInt(60)).append('s');
        text.append(";alerts.for=").append(random.nextInt(3) * 4).append('s');
        text.append(";alerts.flapping=").append(random.nextBoolean() ? "0" : "2 in 3m");
        text.append(";alerts.to=webhook,slack,alertmanager,oncall;webhook.url=https://hooks.example/x");
        text.append(";slack.url=https://slack.example/x;alertmanager.url=https://am.example");
        text.append(";destination.oncall.type=webhook;destination.oncall.url=https://hooks.example/y");
        text.append(";destination.oncall.after=")
                .append(20 + random.nextInt(100))
                .append('s');
        text.append(";webhook.when=severity>=error");
        text.append(
                random.nextBoolean() ? ";slack.group-by=alert_type;slack.group-wait=5s;slack.group-interval=30s" : "");
        text.append(
                random.nextInt(3) == 0 ? ";silence.s.match=operation=rank;silence.s.until=2026-11-22T14:10:00Z" : "");
        ConfigResult result = ConfigLoader.of(text.toString(), Map.of(), Map.of(), Path.of("."))
                .load();
        assertThat(result).isInstanceOf(ConfigResult.Valid.class);
        return ReplaySettings.of(
                ((ConfigResult.Valid) result).config(),
                name -> OperationSpec.of(name, name.equals("embed") ? "client" : "engine"));
    }
}
