package io.nightjar.benchmark.detection;

import io.nightjar.learn.Deviation;
import io.nightjar.learn.FalseAlarms;
import io.nightjar.learn.LearnSettings;
import io.nightjar.learn.OperationModel;
import io.nightjar.learn.Signal;
import io.nightjar.record.Totals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The agent's model of one operation, as a process would use it that judges so many series. Not thread-safe. */
final class Learned {
    /** An alarm's beginning. */
    record Alarm(Signal signal, long index, Deviation deviation) {}

    private static final double WARM_UP_SECONDS = 600;
    private static final LearnSettings SETTINGS =
            new LearnSettings(EnumSet.complementOf(EnumSet.of(Signal.MEMORY)), 1, WARM_UP_SECONDS);
    private static final Signal[] SIGNALS = Signal.values();

    private final int series;
    private final boolean keepsState;
    private final double[] evidence = new double[SIGNALS.length];
    private final long[] totals = new long[Totals.COUNT];
    private final boolean[] deviates = new boolean[SIGNALS.length];
    private final List<Alarm> alarms = new ArrayList<>();
    private OperationModel model = new OperationModel(SETTINGS);
    private double uptimeSeconds = 10;

    /** @param keepsState whether what was learned survives a restart */
    Learned(int series, boolean keepsState) {
        this.series = series;
        this.keepsState = keepsState;
        FalseAlarms.evidence(SETTINGS.falseAlarmsAWeek(), series, evidence);
    }

    int series() {
        return series;
    }

    List<Alarm> alarms() {
        return alarms;
    }

    void look(Second second) {
        if (second.restarted) {
            restart();
        }
        second.addTo(totals);
        uptimeSeconds++;
        model.look(totals, uptimeSeconds, second.hourOfWeek, evidence);
        if (uptimeSeconds < WARM_UP_SECONDS) {
            return;
        }
        for (Signal signal : SIGNALS) {
            Deviation deviation = model.deviation(signal);
            if (deviation != null && !deviates[signal.ordinal()]) {
                alarms.add(new Alarm(signal, second.index, deviation));
            }
            deviates[signal.ordinal()] = deviation != null;
        }
    }

    private void restart() {
        @Nullable String remembered = model.remember();
        model = new OperationModel(SETTINGS);
        if (keepsState && remembered != null) {
            model.restore(remembered);
        }
        Arrays.fill(totals, 0);
        Arrays.fill(deviates, false);
        uptimeSeconds = 10;
    }
}
