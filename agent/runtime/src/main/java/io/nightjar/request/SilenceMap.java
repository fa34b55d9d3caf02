package io.nightjar.request;

import io.nightjar.alert.IsoMillis;
import io.nightjar.notify.Silence;
import io.nightjar.notify.SilenceTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A silence as people get it, key by key. Stateless. */
public final class SilenceMap {
    private SilenceMap() {}

    public static Map<String, @Nullable Object> of(Silence silence) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        SilenceTime time = silence.time();
        map.put("id", silence.id());
        map.put("match", silence.match().toString());
        map.put("from", time instanceof SilenceTime.Between between ? text(between.from()) : null);
        map.put("until", time instanceof SilenceTime.Between between ? text(between.until()) : null);
        map.put("by", silence.by());
        map.put("note", silence.note());
        return map;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : IsoMillis.format(instant);
    }
}
