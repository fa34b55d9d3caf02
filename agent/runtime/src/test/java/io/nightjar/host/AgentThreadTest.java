package io.nightjar.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AgentThreadTest {
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(50);

    private final List<Throwable> reported = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    /** Runs one script after the other, a round each; false ends the thread. */
    private class Scripted extends AgentThread {
        private final List<Round> rounds = new CopyOnWriteArrayList<>();
        int interruptions;
        int ends;
        volatile boolean closed;

        Scripted(Round... rounds) {
            super("nightjar-scripted", 1);
            this.rounds.addAll(List.of(rounds));
        }

        @Override
        protected boolean round() throws InterruptedException {
            threads.add(Thread.currentThread());
            return rounds.remove(0).run();
        }

        @Override
        protected void report(Throwable failure) {
            reported.add(failure);
        }

        @Override
        protected boolean isClosed() {
            return closed;
        }

        @Override
        protected void interrupted() {
            interruptions++;
        }

        @Override
        protected void ended() {
            ends++;
        }
    }

    private interface Round {
        boolean run() throws InterruptedException;
    }

    @AfterEach
    void openGate() {
        gate.countDown();
    }

    @Test
    void shouldRunRoundsOnADaemonOfItsNameUntilOneIsTheLast() throws InterruptedException {
        Scripted thread = new Scripted(() -> true, () -> true, () -> false);
        assertThat(thread.isStarted()).isFalse();

        run(thread);

        assertThat(threads).hasSize(3).allSatisfy(one -> {
            assertThat(one).isSameAs(threads.get(0));
            assertThat(one.getName()).isEqualTo("nightjar-scripted");
            assertThat(one.isDaemon()).isTrue();
        });
        assertThat(thread.hasEnded()).isTrue();
        assertThat(thread.ends).isEqualTo(1);
    }

    @Test
    void shouldGoOnWhateverIsThrownAndReportItAtTheNextRound() throws InterruptedException {
        Throwable[] thrown = {
            new OutOfMemoryError("Java heap space"), new IllegalStateException("no"), new StackOverflowError()
        };

        run(new Scripted(
                () -> raise(thrown[0]),
                () -> raise(thrown[1]),
                () -> reported.size() == 2 && raise(thrown[2]),
                () -> false));

        assertThat(reported).containsExactly(thrown);
    }

    @Test
    void shouldGoOnWhenTheReportItselfThrows() throws InterruptedException {
        Throwable first = new OutOfMemoryError("first");
        Throwable second = new OutOfMemoryError("second");
        Scripted thread = new Scripted(() -> raise(first), () -> false) {
            @Override
            protected void report(Throwable failure) {
                super.report(failure);
                if (failure == first) {
                    raise(second);
                }
            }
        };

        run(thread);

        assertThat(reported).containsExactly(first, second);
        assertThat(threads).hasSize(2);
    }

    @Test
    void shouldEndWithoutAnotherRoundWhenItIsClosed() throws InterruptedException {
        Scripted thread = new Scripted(() -> true);
        thread.closed = true;

        run(thread);

        assertThat(threads).isEmpty();
        assertThat(thread.ends).isEqualTo(1);
    }

    @Test
    void shouldEndWhenItIsInterrupted() throws InterruptedException {
        Scripted thread = new Scripted(this::waitAtTheGate);
        thread.start();

        thread.interrupt();
        thread.awaitEnd(LONG_NANOS);

        assertThat(thread.interruptions).isEqualTo(1);
        assertThat(thread.ends).isZero();
    }

    @Test
    void shouldWaitNoLongerThanAskedForAThreadThatGoesOn() throws InterruptedException {
        Scripted thread = new Scripted(this::waitAtTheGate);
        thread.start();

        thread.awaitEnd(0);
        assertThat(thread.isAlive()).isTrue();
        gate.countDown();
        thread.awaitEnd(LONG_NANOS);

        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void shouldNotWaitForItselfWhenItIsTheOneThatAsks() throws InterruptedException {
        Scripted[] thread = new Scripted[1];
        thread[0] = new Scripted(() -> {
            thread[0].awaitEnd(LONG_NANOS);
            return false;
        });

        run(thread[0]);

        assertThat(reported).isEmpty();
    }

    @Test
    void shouldStartAnotherThreadOnlyWhenTheOneBeforeHasEnded() throws InterruptedException {
        Scripted thread = new Scripted(this::waitAtTheGate, () -> false);
        assertThat(thread.restartIfEnded()).as("never started").isFalse();
        thread.start();
        assertThat(thread.restartIfEnded()).as("alive").isFalse();
        gate.countDown();
        thread.awaitEnd(LONG_NANOS);

        assertThat(thread.restartIfEnded()).isTrue();
        thread.awaitEnd(LONG_NANOS);

        assertThat(threads).doesNotHaveDuplicates().hasSize(2);
        assertThat(thread.death()).hasMessage("nightjar-scripted had died and was started anew");
    }

    @Test
    void shouldTakeAThreadForDeadOnlyWhenItIsSeenSoTwice() throws InterruptedException {
        Scripted thread = new Scripted(() -> false, () -> false);
        assertThat(thread.hasDied(false)).isFalse();
        assertThat(thread.hasDied(true)).as("somebody may be about to start it").isFalse();
        assertThat(thread.hasDied(true)).isTrue();

        run(thread);
        assertThat(thread.hasDied(true))
                .as("another thread, seen for the first time")
                .isFalse();
        assertThat(thread.hasDied(false)).as("it was to end").isFalse();
        assertThat(thread.hasDied(true)).isFalse();
        assertThat(thread.hasDied(true)).isTrue();
    }

    @Test
    void shouldStayAsItWasWhenNoThreadCanBeStarted() throws InterruptedException {
        boolean[] refuses = {true};
        Scripted thread = new Scripted(() -> false) {
            @Override
            protected void prepare(Thread fresh) {
                if (refuses[0]) {
                    raise(new OutOfMemoryError("unable to create native thread"));
                }
            }
        };

        assertThatThrownBy(thread::start).isInstanceOf(OutOfMemoryError.class);
        assertThat(thread.isStarted()).isFalse();
        refuses[0] = false;
        run(thread);

        assertThat(threads).hasSize(1);
    }

    private static void run(AgentThread thread) throws InterruptedException {
        thread.start();
        thread.awaitEnd(LONG_NANOS);
        assertThat(thread.isAlive()).isFalse();
    }

    private boolean waitAtTheGate() throws InterruptedException {
        gate.await();
        return false;
    }

    private static boolean raise(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }
}
