package io.nightjar.sink;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertListener;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import java.util.Set;

/** Notices for tests: to every destination that is named after its type. */
public final class Notices {
    private static final Set<String> ALL =
            Set.of("log", "webhook", "alertmanager", "pagerduty", "opsgenie", "slack", "teams");

    private Notices() {}

    public static void notify(AlertListener listener, Alert alert) {
        listener.onNotice(Notice.of(alert, NoticeKind.NOTIFICATION, ALL));
    }

    public static void inform(AlertListener listener, Alert state) {
        listener.onNotice(Notice.of(state, NoticeKind.CONDITION, ALL));
    }
}
