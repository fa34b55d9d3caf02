package io.nightjar.benchmark.detection;

import io.nightjar.learn.Deviation;
import io.nightjar.learn.FalseAlarms;
import io.nightjar.learn.LearnSettings;
import io.nightjar.learn.MemoryModel;
import io.nightjar.learn.Signal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/**
 * Memory on a collector's saw-tooth with a swing of the day, and leaks of 1 % an hour in it.
 *
 * @param falseAlarms in all clean weeks
 */
record MemoryRuns(int weeks, int falseAlarms, Found leaks) {
    static final MemoryRuns NONE = new MemoryRuns(0, 0, new Found());

    private static final int LOOK_SECONDS = 5;
    private static final int HOUR_SECONDS = 3_600;
    private static final int DAY_SECONDS = 86_400;
    private static final int WEEK_SECONDS = 7 * DAY_SECONDS;
    private static final int LEAK_SECONDS = 8 * HOUR_SECONDS;
    private static final double LEAK_PERCENT_AN_HOUR = 1;
    private static final int SERIES = 10;

    static MemoryRuns run(int weeks, int leaks) {
        int falseAlarms = 0;
        for (int week = 0; week < weeks; week++) {
            falseAlarms += alarms(week, WEEK_SECONDS, Long.MAX_VALUE).size();
        }
        Found found = new Found();
        for (int leak = 0; leak < leaks; leak++) {
            long begin = 2 * DAY_SECONDS + (long) leak * DAY_SECONDS / leaks;
            List<Long> alarms = alarms(1_000 + leak, begin + LEAK_SECONDS, begin);
            found.add(alarms, begin, begin + LEAK_SECONDS);
            found.addAlarms(
                    (int) alarms.stream().filter(alarm -> alarm >= begin).count());
        }
        return new MemoryRuns(weeks, falseAlarms, found);
    }

    private static List<Long> alarms(long seed, long seconds, long leakBegins) {
        MemoryModel model = new MemoryModel(new LearnSettings(EnumSet.of(Signal.MEMORY), 1, 600));
        double[] evidence = new double[Signal.values().length];
        FalseAlarms.evidence(1, SERIES, evidence);
        Chance chance = new Chance(seed);
        List<Long> alarms = new ArrayList<>();
        double level = chance.between(25, 45);
        double swing = chance.between(1, 3);
        double phase = chance.between(0, DAY_SECONDS);
        double tooth = chance.between(5, 20);
        double used = 0;
        double period = chance.between(20, 300);
        boolean deviates = false;
        for (long i = 0; i < seconds; i += LOOK_SECONDS) {
            double load = 1 + 0.5 * Math.sin(2 * Math.PI * (i + phase) / DAY_SECONDS);
            used += tooth * load * LOOK_SECONDS / period;
            if (used > tooth) {
                used = Math.abs(chance.normal()) * 0.3;
            }
            double leaked = Math.max(0, i - leakBegins) * LEAK_PERCENT_AN_HOUR / HOUR_SECONDS;
            double percent = level + swing * load * 2 - swing + leaked + used;
            model.look(i, Math.min(100, percent), evidence[Signal.MEMORY.ordinal()]);
            Deviation deviation = model.deviation();
            if (deviation != null && !deviates) {
                alarms.add(i);
            }
            deviates = deviation != null;
        }
        return alarms;
    }

    String table() {
        if (weeks == 0) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "| memory | false alarms a week | found within 8 h | median | 90 %% | alerts a leak |%n|---|---|---|---|---|---|%n"
                        + "| leak of 1 %%/h | %.2f | %d/%d | %s | %s | %.2f |%n",
                (double) falseAlarms / weeks,
                leaks.found(),
                leaks.incidents(),
                hours(leaks.delay(0.5)),
                hours(leaks.delay(0.9)),
                leaks.alarmsAnIncident());
    }

    /** A dash where not even so many were found. */
    private static String hours(double seconds) {
        return Double.isFinite(seconds) ? String.format(Locale.ROOT, "%.1f h", seconds / HOUR_SECONDS) : "–";
    }
}
