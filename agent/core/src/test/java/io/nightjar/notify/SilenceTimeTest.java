package io.nightjar.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceTimeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int MINUTE = 60;

    @Test
    void shouldCountFromItsBeginningUntilBeforeItsEnd() {
        SilenceTime time = new SilenceTime.Between(Instant.ofEpochSecond(10), Instant.ofEpochSecond(20));

        assertThat(time.contains(Instant.ofEpochSecond(10).minusNanos(1))).isFalse();
        assertThat(time.contains(Instant.ofEpochSecond(10))).isTrue();
        assertThat(time.contains(Instant.ofEpochSecond(20).minusNanos(1))).isTrue();
        assertThat(time.contains(Instant.ofEpochSecond(20))).isFalse();
        assertThat(time.isOver(Instant.ofEpochSecond(19))).isFalse();
        assertThat(time.isOver(Instant.ofEpochSecond(20))).isTrue();
    }

    @Test
    void shouldCountForEverWhenItHasNoBounds() {
        SilenceTime time = new SilenceTime.Between(null, null);

        assertThat(time.contains(Instant.EPOCH)).isTrue();
        assertThat(time.isOver(Instant.parse("2100-01-01T00:00:00Z"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // an ordinary weekend
        "2026-06-06T21:59:59+02:00, false",
        "2026-06-06T22:00:00+02:00, true",
        "2026-06-07T03:59:59+02:00, true",
        "2026-06-07T04:00:00+02:00, false",
        // over both changes the end stays 4 o'clock
        "2026-03-29T03:59:59+02:00, true",
        "2026-03-29T04:00:00+02:00, false",
        "2026-10-25T03:59:59+01:00, true",
        "2026-10-25T04:00:00+01:00, false",
    })
    void shouldGoByTheClocksOfItsZone(String instant, boolean counts) {
        SilenceTime night = SilenceTime.Weekly.of(
                DayOfWeek.SATURDAY, LocalTime.of(22, 0), DayOfWeek.SUNDAY, LocalTime.of(4, 0), BERLIN);

        assertThat(night.contains(Instant.parse(instant))).isEqualTo(counts);
        assertThat(night.isOver(Instant.parse(instant))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // left out: 2 to 3 o'clock
        "02:30, 05:00, 2026-03-29T01:59:59+01:00, false",
        "02:30, 05:00, 2026-03-29T03:00:00+02:00, true",
        "01:00, 02:30, 2026-03-29T01:59:59+01:00, true",
        "01:00, 02:30, 2026-03-29T03:00:00+02:00, false",
        "02:10, 02:40, 2026-03-29T03:00:00+02:00, false",
        // shown twice: 2 to 3 o'clock
        "02:30, 05:00, 2026-10-25T02:29:59+02:00, false",
        "02:30, 05:00, 2026-10-25T02:30:00+02:00, true",
        "02:30, 05:00, 2026-10-25T02:10:00+01:00, true",
        "01:00, 02:30, 2026-10-25T02:50:00+02:00, true",
        "01:00, 02:30, 2026-10-25T02:29:59+01:00, true",
        "01:00, 02:30, 2026-10-25T02:30:00+01:00, false",
    })
    void shouldBeginAtTheFirstAndEndAtTheLastWhenTheClocksChange(
            LocalTime begin, LocalTime end, String instant, boolean counts) {
        SilenceTime sunday = SilenceTime.Weekly.of(DayOfWeek.SUNDAY, begin, DayOfWeek.SUNDAY, end, BERLIN);

        assertThat(sunday.contains(Instant.parse(instant))).isEqualTo(counts);
    }

    @Test
    void shouldGoOverTheEndOfTheWeek() {
        SilenceTime night = SilenceTime.Weekly.of(
                DayOfWeek.SUNDAY, LocalTime.of(23, 0), DayOfWeek.MONDAY, LocalTime.of(6, 0), ZoneOffset.UTC);

        assertThat(night.contains(Instant.parse("2026-06-07T22:59:59Z"))).isFalse();
        assertThat(night.contains(Instant.parse("2026-06-07T23:00:00Z"))).isTrue();
        assertThat(night.contains(Instant.parse("2026-06-08T05:59:59Z"))).isTrue();
        assertThat(night.contains(Instant.parse("2026-06-08T06:00:00Z"))).isFalse();
    }

    @Test
    void shouldRefuseAWindowThatEndsWhereItBegins() {
        assertThatThrownBy(() -> SilenceTime.Weekly.of(
                        DayOfWeek.SUNDAY, LocalTime.NOON, DayOfWeek.SUNDAY, LocalTime.NOON, BERLIN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldBeEqualWhenItMeansTheSame() {
        SilenceTime one = SilenceTime.Weekly.of(
                DayOfWeek.SATURDAY, LocalTime.of(22, 0), DayOfWeek.SUNDAY, LocalTime.of(4, 5), BERLIN);
        SilenceTime same = SilenceTime.Weekly.of(
                DayOfWeek.SATURDAY, LocalTime.of(22, 0), DayOfWeek.SUNDAY, LocalTime.of(4, 5), BERLIN);
        one.contains(Instant.EPOCH);

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).hasToString("Sat 22:00 - Sun 04:05 (Europe/Berlin)");
        assertThat(one)
                .isNotEqualTo(SilenceTime.Weekly.of(
                        DayOfWeek.SATURDAY, LocalTime.of(22, 0), DayOfWeek.SUNDAY, LocalTime.of(4, 5), ZoneOffset.UTC));
    }

    /** Both changes of the year of each zone, asked in order and then in any order, as when a clock jumps. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29, 1", "Europe/Berlin, 2026-10-25, 2",
        "America/New_York, 2026-03-08, 3", "America/New_York, 2026-11-01, 4",
        "Australia/Lord_Howe, 2026-04-05, 5", "Australia/Lord_Howe, 2026-10-04, 6",
        "Asia/Kolkata, 2026-03-29, 7", "Pacific/Apia, 2011-12-30, 8",
    })
    void shouldCountAsOneWhoLooksAtTheClockEachMinute(ZoneId zone, LocalDate change, long seed) {
        Random random = new Random(seed);
        long from = change.minusDays(8).atStartOfDay(zone).toEpochSecond();
        int minutes = 17 * 24 * 60;
        for (int round = 0; round < 60; round++) {
            DayOfWeek beginDay = day(random, change);
            LocalTime begin = time(random);
            DayOfWeek endDay = day(random, change);
            LocalTime end = time(random);
            if (beginDay == endDay && begin.equals(end)) {
                continue;
            }
            SilenceTime time = SilenceTime.Weekly.of(beginDay, begin, endDay, end, zone);
            boolean[] expected = watched(beginDay, begin, endDay, end, zone, from, minutes);
            String what = "seed %d, round %d: %s".formatted(seed, round, time);
            for (int minute = 0; minute < minutes; minute++) {
                check(time, from, minute, expected, zone, what);
            }
            for (int i = 0; i < 2_000; i++) {
                check(time, from, random.nextInt(minutes), expected, zone, what);
            }
        }
    }

    private static void check(SilenceTime time, long from, int minute, boolean[] expected, ZoneId zone, String what) {
        Instant instant = Instant.ofEpochSecond(from + (long) minute * MINUTE);
        if (time.contains(instant) != expected[minute]
                || time.contains(instant.plusNanos(59_999_999_999L)) != expected[minute]) {
            assertThat(time.contains(instant))
                    .as(what + " at " + instant.atZone(zone))
                    .isEqualTo(expected[minute]);
            throw new AssertionError(what + " within the minute of " + instant.atZone(zone));
        }
    }

    /** Near the change half of the time. */
    private static DayOfWeek day(Random random, LocalDate change) {
        return random.nextBoolean() ? change.getDayOfWeek() : DayOfWeek.of(1 + random.nextInt(7));
    }

    private static LocalTime time(Random random) {
        int minute = random.nextBoolean() ? random.nextInt(4 * 60) : random.nextInt(24 * 60);
        return LocalTime.ofSecondOfDay((long) MINUTE * (random.nextInt(3) == 0 ? minute - minute % 30 : minute));
    }

    /**
     * Looks at the clock each minute, from three weeks before. Of each week's window the beginning is the first minute that
     * shows it or a later time; the end is the last minute that shows it, or, where none does, the first one behind all
     * that show an earlier time.
     */
    private static boolean[] watched(
            DayOfWeek beginDay, LocalTime begin, DayOfWeek endDay, LocalTime end, ZoneId zone, long from, int minutes) {
        int before = 3 * 7 * 24 * 60;
        LocalDateTime[] shown = new LocalDateTime[before + minutes + before];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = Instant.ofEpochSecond(from + (long) (i - before) * MINUTE)
                    .atZone(zone)
                    .toLocalDateTime();
        }
        boolean[] counts = new boolean[minutes];
        for (LocalDate date = shown[before].toLocalDate().minusDays(14);
                date.isBefore(shown[before + minutes].toLocalDate().plusDays(1));
                date = date.plusDays(1)) {
            if (date.getDayOfWeek() != beginDay) {
                continue;
            }
            LocalDateTime beginning = date.atTime(begin);
            LocalDateTime ending = date.atTime(end);
            while (ending.getDayOfWeek() != endDay || !ending.isAfter(beginning)) {
                ending = ending.plusDays(1);
            }
            int first = 0;
            while (shown[first].isBefore(beginning)) {
                first++;
            }
            int last = shown.length - 1;
            while (shown[last].isAfter(ending)) {
                last--;
            }
            last = shown[last].equals(ending) ? last : last + 1;
            for (int i = Math.max(first, before); i < Math.min(last, before + minutes); i++) {
                counts[i - before] = true;
            }
        }
        return counts;
    }
}
