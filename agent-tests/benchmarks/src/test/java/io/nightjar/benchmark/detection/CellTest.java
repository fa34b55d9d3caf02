package io.nightjar.benchmark.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form of what the page of learned detection shows: wide bounds, so that it fails where something is broken. */
class CellTest {
    private static final int TEN = 10;
    private static final Cell.Size SHORT = new Cell.Size(1, 5, false);

    @ParameterizedTest
    @EnumSource(Generator.class)
    void shouldFindWhatGoesWrongAndSayLittleElseWhenTenCallsCome(Generator generator) {
        Cell cell = new Cell(generator, 10, SHORT).run(List.of(Incident.LATENCY_2X, Incident.ERRORS_30, Incident.STOP));

        assertThat(cell.cleanAlarms().getOrDefault(TEN, List.of())).hasSizeLessThanOrEqualTo(4);
        Found latency = found(cell, Incident.LATENCY_2X);
        assertThat(latency.found()).isEqualTo(5);
        assertThat(latency.delay(0.5)).isLessThan(60);
        Found errors = found(cell, Incident.ERRORS_30);
        assertThat(errors.found()).isEqualTo(5);
        assertThat(errors.delay(0.5)).isLessThan(120);
        Found stop = found(cell, Incident.STOP);
        assertThat(stop.found()).isEqualTo(5);
        assertThat(stop.delay(0.5)).isLessThan(60);
    }

    @Test
    void shouldFindAPeersThresholdWhenSoManyAlarmsAreAllowed() {
        List<List<Double>> weeks = List.of(List.of(1.0, 5.0, 5.0, 1.0, 4.0), List.of(2.0, 3.0, 2.0, 1.0, 1.0));

        assertThat(Watch.threshold(weeks, 1)).isEqualTo(4);
        assertThat(Watch.threshold(weeks, 2)).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Generator.class)
    void shouldMakeTheSameCallsWhenTheSeedIsTheSame(Generator generator) {
        Second one = new Second();
        Second other = new Second();
        Traffic traffic = generator.traffic(10, 3);
        Traffic same = generator.traffic(10, 3);
        for (int i = 0; i < 1_000; i++) {
            traffic.next(one, Incident.NONE);
            same.next(other, Incident.NONE);
            assertThat(one.durationLogs).isEqualTo(other.durationLogs);
        }
    }

    @ParameterizedTest
    @EnumSource(Generator.class)
    void shouldMakeAsManyCallsAsAskedForWhenAWeekIsOver(Generator generator) {
        for (long seed = 0; seed < 3; seed++) {
            Traffic traffic = generator.traffic(1, seed);
            Second second = new Second();
            long calls = 0;
            for (int i = 0; i < 604_800; i++) {
                traffic.next(second, Incident.NONE);
                calls += second.calls;
            }
            assertThat(calls).as("seed %d", seed).isBetween(480_000L, 780_000L);
        }
    }

    private static Found found(Cell cell, Incident incident) {
        return cell.found().get(incident).get(TEN);
    }
}
