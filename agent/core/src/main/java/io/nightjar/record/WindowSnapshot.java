package io.nightjar.record;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happened in a sliding window that ends now. Immutable.
 *
 * @param window what was asked for
 * @param covered what the counts really cover: the window to within its resolution (a sixtieth), less where history is
 *     shorter
 * @param whole whether history reaches back to the window's beginning
 * @param calls completed calls, failed ones included
 * @param errors failed calls
 * @param cancelled cancelled calls
 * @param ratePerSecond completed calls a second over {@code covered}
 * @param errorClasses failed calls by exception class, most frequent first
 */
public record WindowSnapshot(
        Duration window,
        Duration covered,
        boolean whole,
        long calls,
        long errors,
        long cancelled,
        double ratePerSecond,
        Map<String, Long> errorClasses) {

    public WindowSnapshot {
        errorClasses = Collections.unmodifiableMap(new LinkedHashMap<>(errorClasses));
    }
}
