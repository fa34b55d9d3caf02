package io.nightjar.state;

import io.nightjar.notify.OpenCondition;
import io.nightjar.notify.PolicyControl;
import io.nightjar.notify.RequestRefusedException;
import io.nightjar.notify.Silence;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What people ask for is answered once it survives the process. Thread-safe. */
public final class KeptPolicyControl implements PolicyControl {
    private static final long LONGEST_SAVE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PolicyControl policy;
    private final StateSaver saver;

    public KeptPolicyControl(PolicyControl policy, StateSaver saver) {
        this.policy = policy;
        this.saver = saver;
    }

    @Override
    public List<OpenCondition> conditions() {
        return policy.conditions();
    }

    @Override
    public OpenCondition acknowledge(
            String fingerprintPrefix, @Nullable String by, @Nullable String note, @Nullable Duration lasting)
            throws RequestRefusedException {
        return kept(policy.acknowledge(fingerprintPrefix, by, note, lasting));
    }

    @Override
    public OpenCondition unacknowledge(String fingerprintPrefix) throws RequestRefusedException {
        return kept(policy.unacknowledge(fingerprintPrefix));
    }

    @Override
    public Silence silence(String match, Duration lasting, @Nullable String by, @Nullable String note)
            throws RequestRefusedException {
        return kept(policy.silence(match, lasting, by, note));
    }

    @Override
    public List<Silence> silences() {
        return policy.silences();
    }

    @Override
    public Silence unsilence(String id) throws RequestRefusedException {
        return kept(policy.unsilence(id));
    }

    private <T> T kept(T done) throws RequestRefusedException {
        if (!saver.saveNow(LONGEST_SAVE_NANOS)) {
            throw new RequestRefusedException(
                    RequestRefusedException.Reason.NOT_KEPT,
                    "it was done, but the directory of state could not be written: it would not survive the process");
        }
        return done;
    }
}
