package io.nightjar.replay;

import io.nightjar.alert.Alert;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.detect.DetectionSettings;
import io.nightjar.detect.Detector;
import io.nightjar.detect.MemoryReading;
import io.nightjar.notify.OpenCondition;
import io.nightjar.notify.PolicyCounts;
import io.nightjar.record.CallDetails;
import io.nightjar.record.CallOutcome;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.ReturnedFailure;
import io.nightjar.time.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The recorder and the detector of one configuration, driven by the clock of what was recorded: they judge what they would have
 * judged live, at the moments at which they would have looked. Confined to one thread.
 */
final class ReplayedDetection {
    /** Calls that are longer are counted where they end: that is as if they had moved there. */
    private static final long SHORT_NANOS = 10_000_000_000L;

    private static final long SECOND_NANOS = 1_000_000_000;
    private static final Duration MOST_AFTER_END = Duration.ofHours(1);

    private final ReplayClock clock;
    private final CallRecorder recorder;
    private final Detector detector;
    private final ReplayedOperations operations;
    private final LoggedFailures failures = new LoggedFailures();
    private final IdleTime idle;
    private final DetectionSettings settings;
    private final ReplaySettings replay;
    private final SentAlerts sent;
    private final List<Notice> notices = new ArrayList<>();
    private @Nullable Instant endOfLog;
    private @Nullable PolicyCounts counts;
    private boolean slowCallWaits;
    private long nextTickNanos;
    private long latestNanos;
    private List<MemoryReading> memory = List.of();
    private long memoryUntilNanos = Long.MIN_VALUE;
    private long previousValueNanos = Long.MIN_VALUE;
    private int stillFiring;

    /** A detection that begins with the second in which something was recorded first. */
    ReplayedDetection(ReplaySettings settings, long firstNanos, boolean skipsIdleTime, SentAlerts sent) {
        replay = settings;
        this.settings = settings.detection();
        this.sent = sent;
        clock = new ReplayClock(Math.floorDiv(firstNanos, SECOND_NANOS) * SECOND_NANOS);
        latestNanos = clock.nanoTime();
        recorder = CallRecorder.create(clock, 1);
        recorder.onSlowCall(() -> slowCallWaits = true);
        detector = new Detector(
                recorder,
                this.settings,
                clock,
                clock,
                this::memory,
                (startNanos, endNanos) -> OptionalDouble.empty(),
                operation -> List.of(),
                notices::add);
        operations = new ReplayedOperations(recorder, settings);
        idle = new IdleTime(this.settings, skipsIdleTime);
        nextTickNanos = clock.nanoTime() + tick();
    }

    /** A call ended; calls come in the order of their ends. */
    void call(LoggedCall call) {
        long end = call.endNanos();
        if (end >= nextTickNanos) {
            advance(end);
        }
        clock.set(end);
        latestNanos = end;
        int id = operations.id(call);
        long duration = call.durationNanos();
        operations.countStuck(call);
        long start = end - duration;
        if (call.outcome() == CallOutcome.OK && duration < SHORT_NANOS && !call.hasExtras()) {
            recorder.started(id, start);
            recorder.ended(id, start, end, null);
        } else {
            rare(call, id, start, end);
        }
        if (slowCallWaits) {
            nextTickNanos = end + tick();
        }
    }

    private void rare(LoggedCall call, int id, long start, long end) {
        ReturnedFailure thrown = call.outcome() == CallOutcome.FAILED
                ? failures.of(call.exception(), operations.errorsIgnore(call))
                : null;
        recorder.started(id, end);
        recorder.streamEnded(
                id,
                start,
                end,
                end,
                thrown,
                call.outcome() == CallOutcome.CANCELLED,
                call.hasExtras() ? details(call) : null);
    }

    private static CallDetails details(LoggedCall call) {
        return new CallDetails(
                call.labels(),
                optional(call.inputTokens()),
                optional(call.outputTokens()),
                optional(call.firstChunkNanos()),
                optional(call.chunks()));
    }

    private static OptionalLong optional(long number) {
        return number == LoggedCall.ABSENT ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** Time has passed in which nothing ended. */
    void passed(long atNanos) {
        if (atNanos >= nextTickNanos) {
            advance(atNanos);
        }
        clock.set(atNanos);
        latestNanos = atNanos;
    }

    /** Memory was read. It is what it is until the next value, unless that takes too long to come. */
    void memory(long atNanos, double percent) {
        if (atNanos >= nextTickNanos) {
            advance(atNanos);
        }
        clock.set(atNanos);
        latestNanos = atNanos;
        long apart = previousValueNanos == Long.MIN_VALUE ? 0 : atNanos - previousValueNanos;
        long interval = Durations.saturatedNanos(replay.memoryInterval());
        memoryUntilNanos = atNanos + Math.max(3 * interval, Math.min(2 * apart, MOST_AFTER_END.toNanos()));
        previousValueNanos = atNanos;
        idle.memoryRead();
        memory = List.of(new MemoryReading(
                replay.memoryKind(), null, null, Math.min(percent, 100), OptionalDouble.empty(), atNanos));
    }

    private List<MemoryReading> memory() {
        return clock.nanoTime() <= memoryUntilNanos ? memory : List.of();
    }

    /** Goes on until everything has ended that was wrong when the log ended, but not for ever; nothing new is raised. */
    void finish() {
        counts = detector.policyCounts();
        endOfLog = clock.instant();
        long untilNanos =
                latestNanos + Durations.saturatedNanos(settings.resolveAfter().plus(MOST_AFTER_END));
        long quietNanos = latestNanos + idle.policyNanos();
        while (nextTickNanos <= untilNanos) {
            clock.set(nextTickNanos);
            nextTickNanos += tick();
            if (open() > 0) {
                quietNanos = clock.nanoTime() + idle.policyNanos();
            } else if (clock.nanoTime() > quietNanos) {
                break;
            }
        }
        stillFiring = open();
        lookForUnmatched();
    }

    /** One more look, so late that each operation that is to come has come. What would be sent then does not count. */
    private void lookForUnmatched() {
        clock.set(nextTickNanos + MOST_AFTER_END.toNanos());
        detector.tick();
        notices.clear();
    }

    /** Of rules and objectives those that name no operation of the log, a sentence each. */
    List<String> unmatched() {
        return detector.unmatchedRules();
    }

    /** How many conditions of before the log's end are there. */
    private int open() {
        int open = 0;
        for (OpenCondition condition : detector.conditions()) {
            open += condition.startsAt().isAfter(endOfLog) ? 0 : 1;
        }
        return open;
    }

    private void advance(long untilNanos) {
        while (nextTickNanos <= untilNanos) {
            clock.set(nextTickNanos);
            long parkNanos = tick();
            nextTickNanos += parkNanos;
            if (idle.mayBeSkipped(untilNanos - clock.nanoTime())) {
                boolean quiet = detector.conditions().isEmpty();
                nextTickNanos = idle.next(
                        clock.nanoTime(),
                        nextTickNanos,
                        parkNanos,
                        latestNanos,
                        untilNanos,
                        quiet,
                        operations.longestWindow());
            }
        }
    }

    private long tick() {
        slowCallWaits = false;
        long parkNanos = Math.max(1, detector.tick());
        if (!notices.isEmpty()) {
            hand(notices);
            notices.clear();
        }
        return parkNanos;
    }

    /** Hands over what one look has sent: of an alert that goes to several, all of them at once. */
    private void hand(List<Notice> all) {
        Set<String> done = new LinkedHashSet<>();
        for (int i = 0; i < all.size(); i++) {
            Notice notice = all.get(i);
            if (isSent(notice)
                    && (notice.group() != null || done.add(notice.alert().id()))) {
                Set<String> destinations = new LinkedHashSet<>(notice.destinations());
                for (int j = i + 1; j < all.size() && notice.group() == null; j++) {
                    Notice other = all.get(j);
                    if (isSent(other)
                            && other.alert().id().equals(notice.alert().id())) {
                        destinations.addAll(other.destinations());
                    }
                }
                sent.sent(new SentAlert(notice.alert(), notice.group(), destinations));
            }
        }
    }

    private boolean isSent(Notice notice) {
        boolean told = notice.kind() == NoticeKind.NOTIFICATION || notice.kind() == NoticeKind.CONDITION;
        return told && !notice.destinations().isEmpty() && !isAfterEnd(notice.alert());
    }

    /** What begins behind the end of a log begins because the log has ended. */
    private boolean isAfterEnd(Alert alert) {
        return endOfLog != null && alert.startsAt().isAfter(endOfLog);
    }

    /** What became of all that was due until the log ended. */
    PolicyCounts counts() {
        return counts == null ? detector.policyCounts() : counts;
    }

    /** Conditions that fire still when the time is over that was given to them. */
    int stillFiring() {
        return stillFiring;
    }

    List<String> stuck() {
        return operations.stuck();
    }

    /** What failed on our side, which would make the result wrong. */
    long failuresOfOurs() {
        return detector.failures();
    }
}
