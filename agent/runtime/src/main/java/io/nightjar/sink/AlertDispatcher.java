package io.nightjar.sink;

import io.nightjar.alert.AlertListener;
import io.nightjar.alert.ArrivalListener;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.config.DeliverySettings;
import io.nightjar.log.AgentLog;
import io.nightjar.sink.queue.AlertIntake;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.DeliveryJournal;
import io.nightjar.sink.queue.DeliveryQueue;
import io.nightjar.sink.queue.DestinationCounters;
import io.nightjar.sink.queue.DestinationWorker;
import io.nightjar.sink.spool.Spool;
import io.nightjar.sink.spool.SyntheticResolve;
import io.nightjar.time.NanoClock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts leave the detector: the log first, then every destination on its own. Thread-safe; the listener's methods
 * queue and return, they never block and never throw.
 *
 * <p>Each destination has a bounded queue and a daemon thread that lives while there is something to do, so that the
 * trouble of one delays neither another nor the detector.
 */
public final class AlertDispatcher implements AlertListener, AutoCloseable {
    private static final long SHUTDOWN_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Of the time at shutdown, what the spool keeps for its last records. */
    private static final long SPOOL_SHARE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private final AgentLog log;
    private final NanoClock clock;
    private final InstantSource wall;
    private final DestinationFactory factory;
    private final DeliveryJournal journal;
    private final DestinationWorker logWorker;
    private final FanOut fanOut;
    private final AlertIntake<Notice> intake;
    private volatile @Nullable AlertListener listener;
    private volatile boolean closed;

    private AlertDispatcher(
            DeliverySettings settings, AgentLog log, NanoClock clock, InstantSource wall, DeliveryJournal journal) {
        this.log = log;
        this.clock = clock;
        this.wall = wall;
        this.journal = journal;
        this.factory = new DestinationFactory(log, clock, wall, journal);
        this.logWorker = factory.logWorker();
        this.fanOut = new FanOut(logWorker, journal, factory.create(settings));
        this.intake = new AlertIntake<>(fanOut, DeliveryQueue.IDLE_NANOS, clock, log);
    }

    /**
     * A dispatcher that takes alerts. Nothing is sent, no thread started and nothing of HTTP loaded before the first alert.
     *
     * @param clock for pauses and time-outs
     * @param wall for timestamps alone
     */
    public static AlertDispatcher create(DeliverySettings settings, AgentLog log, NanoClock clock, InstantSource wall) {
        if (settings.spool() == null) {
            return new AlertDispatcher(settings, log, clock, wall, DeliveryJournal.NONE);
        }
        Spool spool = new Spool(settings.spool(), log, clock, wall);
        AlertDispatcher dispatcher = new AlertDispatcher(settings, log, clock, wall, spool);
        spool.adoptInto(dispatcher.fanOut.destinations().keys(), dispatcher.fanOut::offerAdopted);
        return dispatcher;
    }

    /**
     * Once the application's main has begun: delivers what earlier processes left in the spool, which else the first alert
     * does, and logs which destinations have an unknown host. Returns at once.
     */
    public void start() {
        journal.start();
        UnknownHosts.logUnknown(fanOut.destinations(), log);
    }

    /**
     * Uses once, without sending anything to anybody, what delivery will use: its classes are initialised then, and no moment
     * without memory can spoil their initialisers. Blocks for a moment.
     */
    public void prepare() throws Exception {
        Rehearsal.run(fanOut.destinations().settings(), wall.instant());
    }

    /** Whether there is a destination beside the log. */
    public boolean sendsAnywhere() {
        return !fanOut.destinations().all().isEmpty();
    }

    /** Sets who hears of every notice beside the destinations, on the notifying thread; null for nobody. */
    public void listener(@Nullable AlertListener newListener) {
        listener = newListener;
    }

    @Override
    public void onNotice(Notice notice) {
        try {
            if (!closed) {
                intake.offer(notice);
                AlertListener heard = listener;
                if (heard != null) {
                    heard.onNotice(notice);
                }
            }
        } catch (Throwable thrown) {
            log.failure("sink.accept", thrown);
        }
    }

    /**
     * Takes what an earlier process has sent and this one goes on with: states are sent once more, for whoever keeps them
     * forgets them otherwise, and ends are sent though the beginnings are not. To be called before {@link #start}.
     */
    public void goesOn(List<Notice> known) {
        for (Notice notice : known) {
            journal.goesOn(Delivery.of(notice));
            if (notice.kind() == NoticeKind.CONDITION) {
                onNotice(notice);
            } else {
                fanOut.goesOn(notice);
            }
        }
    }

    /** Sets who learns which alerts have arrived. */
    public void onArrival(ArrivalListener listener) {
        factory.onArrival(listener);
    }

    /**
     * Follows changed settings: unchanged destinations keep what they have, changed ones try their queues anew, those that
     * are gone get the ends of what they know, and one attempt for each that waits. Returns at once.
     */
    public synchronized void replaceSettings(DeliverySettings settings) {
        if (closed) {
            return;
        }
        Destinations old = fanOut.destinations();
        if (!Objects.equals(old.settings().spool(), settings.spool())) {
            log.warn("alerts.spool has changed: the new directory counts from the next start");
        }
        Destinations changed = factory.follow(old, settings);
        fanOut.replace(changed);
        Leaving leaving = new Leaving(old, changed, fanOut.firing(), wall.instant());
        leaving.end(clock.nanoTime() + SHUTDOWN_NANOS);
        if (!old.settings().equals(settings)) {
            UnknownHosts.logUnknown(changed, log);
        }
        for (String key : changed.informed().keySet()) {
            if (!old.informed().containsKey(key)) {
                offerStates(changed.nameOf(key), changed.informed().get(key));
            }
        }
    }

    /** A further place of a destination learns what the others know. */
    private void offerStates(String name, DestinationWorker fresh) {
        for (Notice state : fanOut.firing().states()) {
            if (state.destinations().contains(name)) {
                fresh.offer(Delivery.of(state));
            }
        }
    }

    /**
     * What became of the alerts, the log first, then each destination; last, where there were any, those that were dropped
     * before they could be handed out to destinations.
     */
    public List<DestinationCounters> counters() {
        List<DestinationCounters> counters = new ArrayList<>();
        counters.add(logWorker.counters());
        for (DestinationWorker worker : fanOut.destinations().all()) {
            counters.add(worker.counters());
        }
        if (intake.dropped() > 0) {
            counters.add(intake.counters());
        }
        return counters;
    }

    /** Starts anew each thread that has died, or could not be started, with something to do; to be called once a second. */
    public void revive() {
        if (closed) {
            return;
        }
        intake.revive();
        logWorker.revive();
        for (DestinationWorker worker : fanOut.destinations().all()) {
            worker.revive();
        }
        journal.revive();
    }

    /** A sentence for each part of delivery that stands still; empty while everything moves. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (DestinationWorker worker : fanOut.destinations().all()) {
            add(worker.standstill(), problems);
        }
        add(logWorker.standstill(), problems);
        add(journal.standstill(), problems);
        return problems;
    }

    private static void add(@Nullable String problem, List<String> problems) {
        if (problem != null) {
            problems.add(problem);
        }
    }

    /**
     * Stops delivering: nothing new is taken, conditions still firing are resolved, what is queued gets one attempt, all
     * destinations in parallel, 2 s in total. What remains stays in the spool.
     */
    @Override
    public void close() {
        long beganNanos = clock.nanoTime();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            close(beganNanos + SHUTDOWN_NANOS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Throwable thrown) {
            log.failure("sink.close", thrown);
        }
    }

    private void close(long deadlineNanos) throws InterruptedException {
        long deliverUntilNanos = deadlineNanos - SPOOL_SHARE_NANOS;
        intake.close(deliverUntilNanos);
        for (Notice notice : fanOut.firing().all()) {
            Delivery end = SyntheticResolve.of(Delivery.of(notice), wall.instant(), SyntheticResolve.EXIT);
            fanOut.accept(new Notice(end.alert(), end.group(), notice.kind(), notice.destinations()));
        }
        List<DestinationWorker> workers = new ArrayList<>(fanOut.destinations().all());
        workers.add(logWorker);
        for (DestinationWorker worker : workers) {
            worker.drain(deliverUntilNanos);
        }
        for (DestinationWorker worker : workers) {
            worker.awaitEnd();
        }
        fanOut.destinations().transport().shutdown();
        journal.close(deadlineNanos);
        logWhatRemains();
    }

    private void logWhatRemains() {
        for (DestinationCounters counters : counters()) {
            if (counters.pending() > 0) {
                log.warn(counters.name() + ": " + counters.pending() + " alerts not delivered at shutdown");
            }
        }
    }
}
