package io.nightjar.benchmark.learn;

import io.nightjar.learn.Deviation;
import io.nightjar.learn.FalseAlarms;
import io.nightjar.learn.LearnSettings;
import io.nightjar.learn.OperationModel;
import io.nightjar.learn.Signal;
import io.nightjar.record.Totals;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** Prints what learned detection finds of made-up incidents in made-up traffic, how soon, and what it says besides. */
public final class LearnMain {
    private static final double[] RATES = {100, 10, 1, 1 / 60.0};
    private static final int WEEK = 7 * 86_400;
    private static final int FIRST_INCIDENT = 86_400 + 3_600;
    private static final int HOUR = 3_600;
    private static final int RUN_INCIDENTS = 4;
    private static final List<Incident> INCIDENTS = List.of(
            Incident.SLOWER,
            Incident.SLOWER_CLOSED,
            Incident.LITTLE,
            Incident.FAILING,
            Incident.SOME,
            Incident.FEWER,
            Incident.STOPPED,
            Incident.LATER,
            Incident.LONGER);

    private final int series;
    private final int weeks;
    private final int incidents;
    private final double[] evidence = new double[Signal.values().length];

    private LearnMain(int series, int weeks, int incidents) {
        this.series = series;
        this.weeks = weeks;
        this.incidents = incidents;
        FalseAlarms.evidence(1, series, evidence);
    }

    /**
     * Prints the table.
     *
     * @param arguments how many series the process has, how many clean weeks, and how many incidents of each kind and rate
     */
    public static void main(String[] arguments) {
        LearnMain main = new LearnMain(
                Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        for (double rate : RATES) {
            if (Double.parseDouble(System.getProperty("rate", "" + rate)) != rate) {
                continue;
            }
            main.clean(rate);
            for (Incident incident : INCIDENTS) {
                if (incident.name().contains(System.getProperty("only", ""))) {
                    main.incidents(rate, incident);
                }
            }
        }
    }

    private OperationModel model() {
        OperationModel model = new OperationModel(new LearnSettings(EnumSet.allOf(Signal.class), 1, 600));
        model.weekly(true);
        return model;
    }

    /** Two weeks each, the second with what was learned of the first, and deploys that change nothing. */
    private void clean(double rate) {
        if (weeks == 0) {
            return;
        }
        int[] first = new int[Signal.values().length];
        int[] later = new int[first.length];
        for (int run = 0; run < weeks / 2; run++) {
            Traffic traffic = new Traffic(1_000 + run, rate, run % 4 == 3);
            OperationModel model = model();
            long[] totals = new long[Totals.COUNT];
            Watch watch = new Watch();
            for (int second = 1; second <= 2 * WEEK; second++) {
                if (Boolean.getBoolean("verbose") && second % 400_000 == 0) {
                    System.out.println("  state " + run + " "
                            + java.util.Arrays.stream(model.remember().split(" "))
                                    .limit(10)
                                    .toList());
                }
                if (second % 250_000 == 0) {
                    String text = model.remember();
                    model = model();
                    model.restore(text == null ? "" : text);
                    totals = new long[Totals.COUNT];
                    traffic.deploy();
                    watch = new Watch();
                }
                traffic.next(totals, Incident.NONE);
                model.look(totals, second, traffic.hourOfWeek(), evidence);
                Signal begun = watch.begun(model);
                if (begun != null) {
                    (second <= WEEK ? first : later)[begun.ordinal()]++;
                    if (Boolean.getBoolean("verbose")) {
                        System.out.printf(
                                "  run %d second %d (day %.2f) hour %d: %s%n",
                                run, second, second / 86400.0, traffic.hourOfWeek() % 24, model.deviation(begun));
                    }
                }
            }
        }
        StringBuilder line = new StringBuilder();
        for (Signal signal : Signal.values()) {
            line.append(String.format(
                    Locale.ROOT,
                    " %s %.2f/%.2f",
                    signal.keyName(),
                    first[signal.ordinal()] / (weeks / 2.0),
                    later[signal.ordinal()] / (weeks / 2.0)));
        }
        System.out.printf(Locale.ROOT, "%8.3f/s false a week, first/second:%s%n", rate, line);
    }

    private void incidents(double rate, Incident incident) {
        if (incidents == 0) {
            return;
        }
        List<Integer> delays = new ArrayList<>();
        int found = 0;
        int alerts = 0;
        int others = 0;
        int outside = 0;
        int done = 0;
        for (int run = 0; done < incidents; run++) {
            Traffic traffic = new Traffic(5_000 + run, rate, Boolean.getBoolean("clustered"));
            OperationModel model = model();
            long[] totals = new long[Totals.COUNT];
            Watch watch = new Watch();
            int start = FIRST_INCIDENT;
            int length = length(rate, done);
            boolean seen = false;
            for (int second = 1; done < incidents && (done < RUN_INCIDENTS * (run + 1)); second++) {
                if (Boolean.getBoolean("verbose") && (second == start || second == start + length)) {
                    System.out.println("  state " + run + " " + second + " "
                            + java.util.Arrays.stream(model.remember().split(" "))
                                    .limit(10)
                                    .toList());
                }
                boolean within = second > start && second <= start + length;
                traffic.next(totals, within ? incident : Incident.NONE);
                model.look(totals, second, traffic.hourOfWeek(), evidence);
                Signal begun = watch.begun(model);
                if (begun != null) {
                    if (second <= start) {
                        outside++;
                    } else {
                        alerts++;
                        if (begun != incident.signal()) {
                            others++;
                        }
                        if (begun == incident.signal() && !seen && within) {
                            seen = true;
                            found++;
                            delays.add(second - start);
                        }
                    }
                }
                if (second == start + length + HOUR) {
                    if (!seen && Boolean.getBoolean("verbose")) {
                        System.out.println("  missed run " + run + " at " + start + " for " + length);
                    }
                    done++;
                    seen = false;
                    start = second + 2 * HOUR + 977 * (done % 7);
                    length = length(rate, done);
                }
            }
        }
        delays.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%8.3f/s %-18s found %d/%d median %s p90 %s, alerts an incident %.2f (of others %.2f), outside %d%n",
                rate,
                incident.name(),
                found,
                done,
                at(delays, 0.5),
                at(delays, 0.9),
                alerts / (double) done,
                others / (double) done,
                outside);
    }

    private static int length(double rate, int done) {
        return rate < 0.5 || done % 2 == 0 ? HOUR : rate < 5 ? 600 : 300;
    }

    private static String at(List<Integer> delays, double part) {
        return delays.isEmpty() ? "-" : delays.get((int) Math.min(delays.size() - 1, part * delays.size())) + " s";
    }

    /** Which signal has begun to deviate since it was asked before. */
    private static final class Watch {
        private final boolean[] open = new boolean[Signal.values().length];

        private @org.jspecify.annotations.Nullable Signal begun(OperationModel model) {
            Signal begun = null;
            if (!model.deviates()) {
                java.util.Arrays.fill(open, false);
                return null;
            }
            for (Signal signal : Signal.values()) {
                Deviation deviation = model.deviation(signal);
                if (deviation != null && !open[signal.ordinal()]) {
                    begun = signal;
                }
                open[signal.ordinal()] = deviation != null;
            }
            return begun;
        }
    }
}
