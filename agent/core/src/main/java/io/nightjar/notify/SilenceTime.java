package io.nightjar.notify;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When a silence counts. Immutable; thread-safe. */
public sealed interface SilenceTime permits SilenceTime.Between, SilenceTime.Weekly {
    boolean contains(Instant instant);

    /** Whether it will never count again. */
    boolean isOver(Instant now);

    /**
     * When the clocks of a zone show a time first; where they leave it out, the first instant behind the hour that they
     * leave out.
     */
    static Instant first(LocalDateTime local, ZoneId zone) {
        return at(local, zone, false);
    }

    /** As {@link #first}, but where they show the time twice, the second of these. */
    static Instant last(LocalDateTime local, ZoneId zone) {
        return at(local, zone, true);
    }

    private static Instant at(LocalDateTime local, ZoneId zone, boolean last) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            ZoneOffsetTransition gap = zone.getRules().getTransition(local);
            return gap.getInstant();
        }
        return local.toInstant(offsets.get(last ? offsets.size() - 1 : 0));
    }

    /**
     * From one instant until before another.
     *
     * @param from null for ever since
     * @param until null for ever
     */
    record Between(@Nullable Instant from, @Nullable Instant until) implements SilenceTime {
        @Override
        public boolean contains(Instant instant) {
            return (from == null || !instant.isBefore(from)) && (until == null || instant.isBefore(until));
        }

        @Override
        public boolean isOver(Instant now) {
            return until != null && !now.isBefore(until);
        }
    }

    /**
     * In each week from a day and time until before another, by the clocks of a zone; it may go over the week's end. Where the
     * clocks leave a time out it is the first instant behind; where they show it twice, a beginning is the first and an end
     * the last. Immutable; thread-safe, lock-free.
     */
    final class Weekly implements SilenceTime {
        /*
         * Asked for thousands of conditions at a time, the calendar is looked at only when the answer may have changed: span
         * holds the latest answer and the seconds in which it is the answer. It is written without order and by any thread:
         * a span is immutable and true for ever, so whichever of several a reader sees, it is used only within its bounds.
         */
        private final LocalDayTime begin;
        private final LocalDayTime end;
        private final ZoneId zone;
        private @Nullable Span span;

        private record LocalDayTime(DayOfWeek day, LocalTime time) {
            LocalDateTime in(LocalDate monday) {
                return monday.plusDays(day.getValue() - 1L).atTime(time);
            }

            boolean isAfter(LocalDayTime other) {
                int days = day.compareTo(other.day);
                return days > 0 || days == 0 && time.isAfter(other.time);
            }

            @Override
            public String toString() {
                return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + ' ' + time;
            }
        }

        /** Seconds in which the answer is the same, the last one left out. */
        private record Span(long fromSecond, long untilSecond, boolean counts) {
            boolean holds(long second) {
                return fromSecond <= second && second < untilSecond;
            }
        }

        private Weekly(LocalDayTime begin, LocalDayTime end, ZoneId zone) {
            this.begin = begin;
            this.end = end;
            this.zone = zone;
        }

        /**
         * From one day and time until before another.
         *
         * @throws IllegalArgumentException where both are the same
         */
        public static Weekly of(DayOfWeek beginDay, LocalTime begin, DayOfWeek endDay, LocalTime end, ZoneId zone) {
            if (beginDay == endDay && begin.equals(end)) {
                throw new IllegalArgumentException("a week's window ends where it begins");
            }
            return new Weekly(new LocalDayTime(beginDay, begin), new LocalDayTime(endDay, end), zone);
        }

        @Override
        public boolean contains(Instant instant) {
            long second = instant.getEpochSecond();
            Span known = span;
            if (known == null || !known.holds(second)) {
                known = spanAround(instant);
                span = known;
            }
            return known.counts();
        }

        @Override
        public boolean isOver(Instant now) {
            return false;
        }

        /** Looks at the windows of the weeks around: one may begin in one week and end in the next. */
        private Span spanAround(Instant instant) {
            long second = instant.getEpochSecond();
            LocalDate monday =
                    LocalDate.ofInstant(instant, zone).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            long from = second - Duration.ofDays(7).toSeconds();
            long until = second + Duration.ofDays(7).toSeconds();
            for (int week = -2; week <= 2; week++) {
                LocalDate of = monday.plusWeeks(week);
                long begins = first(begin.in(of), zone).getEpochSecond();
                long ends = last(end.in(begin.isAfter(end) ? of.plusWeeks(1) : of), zone)
                        .getEpochSecond();
                if (begins <= second && second < ends) {
                    return new Span(begins, ends, true);
                }
                from = ends <= second ? Math.max(from, ends) : from;
                until = begins > second ? Math.min(until, begins) : until;
            }
            return new Span(from, until, false);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Weekly weekly
                    && weekly.begin.equals(begin)
                    && weekly.end.equals(end)
                    && weekly.zone.equals(zone);
        }

        @Override
        public int hashCode() {
            return Objects.hash(begin, end, zone);
        }

        /** As it is written in a configuration, and the zone. */
        @Override
        public String toString() {
            return begin + " - " + end + " (" + zone.getId() + ')';
        }
    }
}
