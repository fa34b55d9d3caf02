package io.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Cases;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestCounterPropertyTest {
    private static final long SECOND = 1_000_000_000L;

    private record Request(long nanos, boolean failed) {}

    @Test
    void shouldCountWhatANaiveListCountsWhenItGoesBackToTheSameBucket() {
        Cases.check(120, random -> {
            RequestCounter counter = new RequestCounter();
            List<Request> naive = new ArrayList<>();
            long now = random.nextLong() >> 8;
            long pace = (long) Math.pow(10, 6 + random.nextInt(7));
            for (int i = 0; i < 500; i++) {
                now += (long) (random.nextDouble() * pace);
                boolean failed = random.nextInt(3) == 0;
                counter.record(now, !failed);
                naive.add(new Request(now, failed));
                long window = (long) Math.pow(10, 8 + random.nextDouble() * 6);
                check(counter, naive, now + random.nextInt(1_000_000), window);
            }
        });
    }

    private static void check(RequestCounter counter, List<Request> naive, long now, long window) {
        RequestCounter.Window counted = counter.window(now, window);
        int shift = 24;
        while (window > 510L << shift) {
            shift += 4;
        }
        long since = (now - window) >> shift << shift;
        List<Request> inside =
                naive.stream().filter(request -> request.nanos() >= since).toList();
        assertThat(counted.requests()).isEqualTo(inside.size());
        assertThat(counted.errors())
                .isEqualTo(inside.stream().filter(Request::failed).count());
        assertThat(now - since - window).isBetween(0L, 1L << shift);
        assertThat(window).isLessThanOrEqualTo(510L << 40);
    }

    @Test
    void shouldForgetSoonWhenTheWindowIsShort() {
        RequestCounter counter = new RequestCounter();
        counter.record(0, false);
        counter.record(SECOND / 10, true);

        assertThat(counter.window(SECOND / 5, SECOND / 10)).isEqualTo(new RequestCounter.Window(1, 0));
        assertThat(counter.window(SECOND + SECOND / 20, SECOND)).isEqualTo(new RequestCounter.Window(1, 0));
    }

    @Test
    void shouldCountTheLongestItKeepsWhenTheWindowIsLonger() {
        RequestCounter counter = new RequestCounter();
        counter.record(0, false);
        assertThat(counter.window(5 * SECOND, Long.MAX_VALUE)).isEqualTo(new RequestCounter.Window(1, 1));
        assertThat(counter.window(600L << 40, Long.MAX_VALUE)).isEqualTo(new RequestCounter.Window(0, 0));
    }
}
