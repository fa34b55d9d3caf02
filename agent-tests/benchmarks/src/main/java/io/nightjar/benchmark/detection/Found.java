package io.nightjar.benchmark.detection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which incidents a detector found, and how long it took. */
final class Found {
    private final List<Long> delays = new ArrayList<>();
    private int incidents;
    private int alarms;

    /**
     * Counts an incident.
     *
     * @param alarms when alarms began, in seconds
     */
    void add(List<Long> alarms, long from, long to) {
        incidents++;
        for (long alarm : alarms) {
            if (alarm >= from && alarm < to) {
                delays.add(alarm - from + 1);
                return;
            }
        }
    }

    /** Counts alarms of whichever signal that came while an incident lasted. */
    void addAlarms(int more) {
        alarms += more;
    }

    int incidents() {
        return incidents;
    }

    int found() {
        return delays.size();
    }

    double alarmsAnIncident() {
        return (double) alarms / incidents;
    }

    /** In seconds, counting what was not found as never; NaN where it was never found so often. */
    double delay(double share) {
        int place = (int) Math.ceil(share * incidents) - 1;
        List<Long> sorted = new ArrayList<>(delays);
        Collections.sort(sorted);
        return place >= 0 && place < sorted.size() ? sorted.get(place) : Double.NaN;
    }

    /** The median delay of those that were found. */
    double medianOfFound() {
        List<Long> sorted = new ArrayList<>(delays);
        Collections.sort(sorted);
        return sorted.isEmpty() ? Double.NaN : sorted.get((sorted.size() - 1) / 2);
    }
}
