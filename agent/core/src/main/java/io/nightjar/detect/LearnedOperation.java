package io.nightjar.detect;

import io.nightjar.learn.Deviation;
import io.nightjar.learn.Expectation;
import io.nightjar.learn.LearnSettings;
import io.nightjar.learn.OperationModel;
import io.nightjar.learn.Signal;
import io.nightjar.record.OperationSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is normal for one operation, and what has become of each deviation. Confined to the detector's lock. */
final class LearnedOperation {
    private static final int SIGNALS = Signal.values().length;

    private final OperationSpec spec;
    /** Of what else the past depends on: where that changes, the past says nothing. */
    private final List<String> errorsIgnore;

    private final List<String> learned;
    private final OperationModel model;
    private final @Nullable Told[] told = new Told[SIGNALS];
    private boolean everTold;

    LearnedOperation(OperationSpec spec, OperationLimits limits, LearnSettings settings) {
        this.spec = spec;
        errorsIgnore = limits.errorsIgnore();
        learned = limits.learned();
        model = new OperationModel(settings);
        model.weekly(true);
    }

    /**
     * What became of a deviation.
     *
     * @param deviation as it was last seen
     * @param heldBy what holds it back; null where it was raised
     * @param endedNanos when it was over; meaningless while it lasts
     */
    record Told(Deviation deviation, @Nullable String heldBy, boolean ended, long endedNanos) {
        boolean isHeld() {
            return heldBy != null;
        }
    }

    OperationSpec spec() {
        return spec;
    }

    String name() {
        return spec.name();
    }

    String layer() {
        return spec.layer();
    }

    OperationModel model() {
        return model;
    }

    @Nullable
    Expectation expectation(Signal signal) {
        return model.expectation(signal);
    }

    /** Whether the same is learned from the same calls by these limits. */
    boolean isSame(OperationLimits limits) {
        return errorsIgnore.equals(limits.errorsIgnore()) && learned.equals(limits.learned());
    }

    /** Whether its past says something where these limits hold. */
    boolean countsAlike(OperationLimits limits) {
        return errorsIgnore.equals(limits.errorsIgnore());
    }

    /** Whether there is anything to say, or was. */
    boolean isNotable() {
        return everTold || model.deviates();
    }

    @Nullable
    Told told(Signal signal) {
        return told[signal.ordinal()];
    }

    void told(Signal signal, @Nullable Told what) {
        told[signal.ordinal()] = what;
        everTold = false;
        for (Told one : told) {
            everTold |= one != null;
        }
    }

    /** A deviation of one signal that was raised and lasts; null where there is none. */
    @Nullable
    Deviation raised(Signal signal) {
        Told known = told[signal.ordinal()];
        return known == null || known.isHeld() || known.ended() ? null : known.deviation();
    }
}
