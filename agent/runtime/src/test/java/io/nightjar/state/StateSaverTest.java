package io.nightjar.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.notify.AlertMatcher;
import io.nightjar.notify.PolicyMemory;
import io.nightjar.notify.Silence;
import io.nightjar.notify.SilenceTime;
import io.nightjar.sink.Alerts;
import io.nightjar.sink.LogLines;
import io.nightjar.sink.ScriptedReceiver;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateSaverTest {
    private static final long WAIT_NANOS = 30_000_000_000L;

    @TempDir
    Path temporary;

    private final LogLines lines = new LogLines();
    private final AtomicLong nanos = new AtomicLong();
    private final FakeSource source = new FakeSource();
    private StateStore store;
    private StateSaver saver;

    @BeforeEach
    void open() {
        store = new StateStore(root(), lines.log, () -> Alerts.START);
        saver = new StateSaver(store, source, lines.log, nanos::get);
    }

    @AfterEach
    void close() {
        source.release.countDown();
        saver.close(nanos.get() + WAIT_NANOS);
    }

    @Test
    void shouldSaveAtOnceWhenSomebodyWaitsForIt() {
        source.silence("a");

        assertThat(saver.saveNow(WAIT_NANOS)).isTrue();

        assertThat(saved()).containsExactly("a");
    }

    @Test
    void shouldSaveWhatHasChangedOnceASecondAndNothingWhereNothingHas() {
        saver.run();
        awaitReads(1);
        source.silence("a");
        long asked = saver.asked();
        for (int tenth = 0; tenth < 9; tenth++) {
            nanos.addAndGet(StateSaver.INTERVAL_NANOS / 10);
            saver.run();
        }
        assertThat(saver.asked()).as("a second has not passed").isEqualTo(asked);

        nanos.addAndGet(StateSaver.INTERVAL_NANOS / 10);
        saver.run();
        ScriptedReceiver.await(() -> saved().equals(List.of("a")), () -> "saved " + saved());

        assertThat(source.reads.get()).isEqualTo(2);
        for (int second = 0; second < 50; second++) {
            nanos.addAndGet(1_000_000_000L);
            saver.run();
        }
        assertThat(saver.saveNow(WAIT_NANOS)).as("the state is as it was").isTrue();
        assertThat(source.reads.get()).isEqualTo(2);
    }

    @Test
    void shouldSaveAgainWhatSomebodyHasRemovedAlthoughNothingChanges() throws IOException {
        source.silence("a");
        assertThat(saver.saveNow(WAIT_NANOS)).isTrue();
        Files.delete(files().get(0));

        nanos.addAndGet(StateSaver.LOOK_NANOS);
        saver.run();

        ScriptedReceiver.await(() -> saved().equals(List.of("a")), () -> "saved " + saved());
    }

    @Test
    void shouldSayThatItWasNotKeptAndTryAgainLater() throws IOException {
        Files.writeString(root(), "a file in its place");
        source.silence("a");

        assertThat(saver.saveNow(WAIT_NANOS)).isFalse();
        assertThat(saver.standstill()).contains("cannot be written");

        Files.delete(root());
        nanos.addAndGet(StateSaver.INTERVAL_NANOS);
        saver.run();
        ScriptedReceiver.await(() -> saved().equals(List.of("a")), () -> "saved " + saved());
        assertThat(saver.saveNow(WAIT_NANOS)).isTrue();
        assertThat(saver.standstill()).isNull();
    }

    @Test
    void shouldGoOnWhenTheSourceFails() {
        source.fails = true;
        assertThat(saver.saveNow(WAIT_NANOS)).isFalse();
        source.fails = false;
        source.silence("a");

        assertThat(saver.saveNow(WAIT_NANOS)).isTrue();

        assertThat(saved()).containsExactly("a");
        assertThat(lines.log.failures()).containsEntry("state.work", 1L);
    }

    @Test
    void shouldKeepNobodyWaitingForeverWhereTheDiskDoesNotAnswer() {
        StateSaver blocked = new StateSaver(store, source, lines.log, NanoClock.SYSTEM);
        source.blocks = true;

        assertThat(blocked.saveNow(50_000_000L)).isFalse();
        blocked.run();
        blocked.close(NanoClock.SYSTEM.nanoTime() + 50_000_000L);

        assertThat(blocked.saveNow(WAIT_NANOS)).as("after the end").isFalse();
    }

    @Test
    void shouldSaveALastTimeAndLeaveWhatItKeptToTheNextProcess() {
        source.silence("a");

        saver.close(nanos.get() + WAIT_NANOS);

        StateStore next = new StateStore(root(), lines.log, () -> Alerts.START);
        assertThat(next.load().silences()).extracting(Silence::id).containsExactly("a");
        next.close();
        assertThat(lines.log.failures()).isEmpty();
    }

    private void awaitReads(int reads) {
        ScriptedReceiver.await(() -> source.reads.get() == reads, () -> "read " + source.reads + " times");
        assertThat(saver.saveNow(WAIT_NANOS)).isTrue();
    }

    /** The ids of the silences in the file. */
    private List<String> saved() {
        List<String> ids = new ArrayList<>();
        try {
            for (Path file : files()) {
                StateFile.read(file).silences.forEach(silence -> ids.add(silence.id()));
            }
        } catch (IOException notYet) {
            return List.of();
        }
        return ids;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root())) {
            return all.filter(file -> file.endsWith("memory")).toList();
        }
    }

    private Path root() {
        return temporary.resolve("state");
    }

    private static final class FakeSource implements StateSaver.Source {
        private final AtomicLong changes = new AtomicLong();
        private final AtomicLong reads = new AtomicLong();
        private final CountDownLatch release = new CountDownLatch(1);
        private volatile List<Silence> silences = List.of();
        private volatile boolean fails;
        private volatile boolean blocks;

        void silence(String id) {
            List<Silence> more = new ArrayList<>(silences);
            more.add(new Silence(id, AlertMatcher.ALL, new SilenceTime.Between(null, null), null, null));
            silences = more;
            changes.incrementAndGet();
        }

        @Override
        public PolicyMemory memory() {
            reads.incrementAndGet();
            if (fails) {
                throw new IllegalStateException("on purpose");
            }
            if (blocks) {
                try {
                    release.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
            return new PolicyMemory(List.of(), silences, List.of(), List.of());
        }

        @Override
        public long changes() {
            return changes.get();
        }
    }
}
