package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import io.nightjar.alert.AlertStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The members of a group that fit. What is left out is what matters least: first those that have ended, then the
 * least severe, of several the oldest. Immutable.
 *
 * @param alerts those that are in, in the group's order
 * @param leftOut how many are not
 */
public record GroupMembers(List<Alert> alerts, int leftOut) {
    /** Where a summary's figures say how many members are missing in its group already. */
    private static final String LEFT_OUT = "truncated_alerts";

    private static final Comparator<Alert> MOST_IMPORTANT_FIRST = Comparator.comparing(GroupMembers::isOver)
            .thenComparing(Alert::severity, Comparator.reverseOrder())
            .thenComparing(GroupMembers::changedAt, Comparator.reverseOrder());

    public GroupMembers {
        alerts = List.copyOf(alerts);
    }

    /**
     * As many as fit, and always one.
     *
     * @param summary the group's
     * @param size the size of a member
     */
    public static GroupMembers fitting(
            Alert summary, AlertGroup group, int mostAlerts, int sizeLimit, ToIntFunction<Alert> size) {
        List<Alert> all = group.alerts();
        List<Integer> places = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            places.add(i);
        }
        places.sort(Comparator.comparing(all::get, MOST_IMPORTANT_FIRST));
        boolean[] in = new boolean[all.size()];
        int taken = 0;
        int left = sizeLimit;
        for (int place : places) {
            left -= taken < mostAlerts ? size.applyAsInt(all.get(place)) : 0;
            if (taken == mostAlerts || left < 0 && taken > 0) {
                break;
            }
            in[place] = true;
            taken++;
        }
        List<Alert> alerts = new ArrayList<>(taken);
        for (int i = 0; i < in.length; i++) {
            if (in[i]) {
                alerts.add(all.get(i));
            }
        }
        return new GroupMembers(alerts, all.size() - taken + leftOutOf(summary));
    }

    /** All members, the most important first. */
    static List<Alert> byImportance(AlertGroup group) {
        List<Alert> all = new ArrayList<>(group.alerts());
        all.sort(MOST_IMPORTANT_FIRST);
        return all;
    }

    /** How many members are missing in the group of this summary already. */
    public static int leftOutOf(Alert summary) {
        return summary.metadata().get(LEFT_OUT) instanceof Number number ? Math.max(0, number.intValue()) : 0;
    }

    /** The summary of a group that is cut to these members: it says how many are missing. */
    public Alert noted(Alert summary) {
        if (leftOut == leftOutOf(summary)) {
            return summary;
        }
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(summary.metadata());
        metadata.put(LEFT_OUT, (long) leftOut);
        return new Alert(
                summary.type(),
                summary.severity(),
                summary.message(),
                summary.timestamp(),
                metadata,
                summary.id(),
                summary.status(),
                summary.fingerprint(),
                summary.startsAt(),
                summary.endsAt(),
                summary.labels());
    }

    /** The member of a message that says how many are missing, where any is: a message that holds all is as if there were none. */
    void putLeftOut(Map<String, @Nullable Object> message) {
        if (leftOut > 0) {
            message.put(LEFT_OUT, leftOut);
        }
    }

    private static boolean isOver(Alert alert) {
        return alert.status() == AlertStatus.RESOLVED;
    }

    private static Instant changedAt(Alert alert) {
        return isOver(alert) ? AlertmanagerPayload.endOf(alert) : alert.startsAt();
    }
}
