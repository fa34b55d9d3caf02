package io.nightjar.state;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import io.nightjar.log.AgentLog;
import io.nightjar.notify.Acknowledgement;
import io.nightjar.notify.AlertMatcher;
import io.nightjar.notify.PolicyMemory;
import io.nightjar.notify.PolicyMemory.OpenRecord;
import io.nightjar.notify.Silence;
import io.nightjar.notify.SilenceTime;
import io.nightjar.time.NanoClock;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A process that says what it found in a state directory, then gives and takes back silences and acknowledgements, and says
 * before each what it is about to do and after it what it has done, until it is killed, a minute has passed, or something was
 * kept after something was refused. Arguments: directory, name of this run, how many entries it leaves there at most.
 */
final class RememberingApplication implements StateSaver.Source {
    private static final long WAIT_NANOS = 60_000_000_000L;

    private final List<Silence> silences;
    private final List<OpenRecord> conditions;
    private final int most;
    private volatile PolicyMemory memory;
    private volatile long changes;
    /** Whether the last change could not be kept: then less is to be kept. */
    private boolean refused;

    private RememberingApplication(PolicyMemory found, int most) {
        silences = new ArrayList<>(found.silences());
        conditions = new ArrayList<>(found.conditions());
        memory = found;
        this.most = most;
    }

    public static void main(String[] arguments) {
        AgentLog log = new AgentLog(AgentLog.Level.WARN, AgentLog.Format.TEXT);
        StateStore store = new StateStore(Path.of(arguments[0]), log, InstantSource.system());
        RememberingApplication application = new RememberingApplication(store.load(), Integer.parseInt(arguments[2]));
        application.sayWhatWasFound();
        StateSaver saver = new StateSaver(store, application, log, NanoClock.SYSTEM);
        long beganNanos = System.nanoTime();
        for (int i = 0; System.nanoTime() - beganNanos < WAIT_NANOS; i++) {
            String step = application.step(arguments[1] + "-" + i, i);
            System.out.println("begin " + step);
            application.change();
            if (saver.saveNow(WAIT_NANOS)) {
                System.out.println("kept " + step);
                if (application.refused) {
                    return;
                }
            } else {
                System.out.println("refused " + step);
                application.refused = true;
            }
        }
    }

    private void sayWhatWasFound() {
        StringBuilder found = new StringBuilder("found");
        for (Silence silence : silences) {
            found.append(' ').append(silence.id());
        }
        for (OpenRecord condition : conditions) {
            if (condition.acknowledged() != null) {
                found.append(' ').append(condition.state().fingerprint());
            }
        }
        System.out.println(found.append(" .")); // the dot says that the line is whole
    }

    /** Changes one thing in the lists; the words for it. */
    private String step(String id, int number) {
        if (refused || silences.size() + conditions.size() >= most) {
            return "- "
                    + (silences.size() > conditions.size()
                            ? silences.remove(0).id()
                            : conditions.remove(0).state().fingerprint());
        }
        if (number % 2 == 0) {
            silences.add(new Silence(id, AlertMatcher.ALL, new SilenceTime.Between(null, null), "ann", null));
        } else {
            Instant now = Instant.now();
            Alert alert = new Alert(
                    AlertType.LATENCY,
                    Severity.ERROR,
                    "slow",
                    now,
                    Map.of("suppressed", 0L),
                    id,
                    AlertStatus.FIRING,
                    id,
                    now,
                    null,
                    Map.of());
            Acknowledgement acknowledgement = new Acknowledgement("ann", "x".repeat(300), null);
            conditions.add(new OpenRecord(alert, null, Set.of("slack"), acknowledgement, alert.severity(), now));
        }
        return "+ " + id;
    }

    private void change() {
        memory = new PolicyMemory(conditions, silences, List.of(), List.of());
        changes++;
    }

    @Override
    public PolicyMemory memory() {
        return memory;
    }

    @Override
    public long changes() {
        return changes;
    }
}
