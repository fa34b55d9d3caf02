package io.nightjar.config;

import io.nightjar.notify.SilenceTime;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the times at which silences begin and end. What is none is a problem. Stateless. */
final class WindowText {
    private static final String NO_INSTANT =
            "must be a date and time such as 2026-12-24T18:00, or with an offset 2026-12-24T18:00+01:00";
    private static final String NO_WINDOW = "must be from a day and time to another, such as Sat 22:00 - Sun 04:00";
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final int TIME_LENGTH = 5;

    private WindowText() {}

    /**
     * An instant with its offset, or a local one; a blank may stand for the T. Null where it is none.
     *
     * @param end whether it is an end, of which the later counts where clocks show a time twice
     */
    static @Nullable Instant instant(Values values, Setting setting, ZoneId zone, boolean end) {
        String text = setting.value().replace(' ', 'T');
        try {
            boolean offset = text.endsWith("Z") || text.indexOf('+') >= 0 || text.lastIndexOf('-') > text.indexOf('T');
            if (offset) {
                return OffsetDateTime.parse(text).toInstant();
            }
            LocalDateTime local = LocalDateTime.parse(text);
            return end ? SilenceTime.last(local, zone) : SilenceTime.first(local, zone);
        } catch (DateTimeException none) {
            values.report(setting, NO_INSTANT, "");
            return null;
        }
    }

    /** A window of each week; null where it is none. */
    static @Nullable SilenceTime weekly(Values values, Setting setting, ZoneId zone) {
        String text = setting.value();
        int dash = text.indexOf('-');
        String begin = dash < 0 ? "" : text.substring(0, dash).strip();
        String end = text.substring(dash + 1).strip();
        DayOfWeek beginDay = day(begin);
        DayOfWeek endDay = day(end);
        LocalTime beginTime = time(begin);
        LocalTime endTime = time(end);
        if (beginDay == null || endDay == null || beginTime == null || endTime == null) {
            values.report(setting, NO_WINDOW, "");
            return null;
        }
        if (beginDay == endDay && beginTime.equals(endTime)) {
            values.report(setting, "ends where it begins; a silence without a window is for ever", "");
            return null;
        }
        return SilenceTime.Weekly.of(beginDay, beginTime, endDay, endTime, zone);
    }

    private static @Nullable DayOfWeek day(String text) {
        int blank = text.indexOf(' ');
        String word = blank < 0 ? "" : text.substring(0, blank);
        for (int i = 0; i < DAYS.size(); i++) {
            DayOfWeek day = DayOfWeek.of(i + 1);
            if (word.equalsIgnoreCase(DAYS.get(i)) || word.equalsIgnoreCase(day.name())) {
                return day;
            }
        }
        return null;
    }

    private static @Nullable LocalTime time(String text) {
        String digits = text.substring(text.indexOf(' ') + 1).strip();
        try {
            return digits.length() == TIME_LENGTH ? LocalTime.parse(digits) : null;
        } catch (DateTimeException none) {
            return null;
        }
    }
}
