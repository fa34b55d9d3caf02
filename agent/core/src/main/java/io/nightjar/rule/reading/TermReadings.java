package io.nightjar.rule.reading;

import io.nightjar.record.Buckets;
import io.nightjar.record.CallRecorder;
import io.nightjar.rule.Figure;
import io.nightjar.rule.Selection;
import io.nightjar.rule.Term;
import io.nightjar.rule.TermSource;
import io.nightjar.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of terms, brought up to date once a tick; each is computed once a tick at most, however many rules ask for it.
 * Confined to its owner.
 *
 * <p>What a term sees is what has happened since it was first asked for, in its window at the longest: a window that is not whole
 * yet is what there is. An operation, a layer, or a set of labels of which no call was ever seen has no data at all. Once one was
 * seen, calls, errors, rates, tokens and what is in flight are 0 where there are none, while quantiles, means and shares of no
 * calls have no data, nor has the age of the oldest where nothing runs. A rate is over the time that is covered. Where a glob or a
 * layer chooses several operations, their calls are taken together, and their default window is that of all. A quantile, the
 * longest and, without labels, the mean go by {@link Buckets}: exact to 1/32, and a longer call counts as an
 * hour. Calls whose labels are beyond the recorder's table are of no set of labels. Where the machine stood still, everything
 * begins anew.
 *
 * <p>A window takes 6 KB where calls are counted, 5 KB more where durations are asked for (and again for first chunks and for
 * gaps), and 4 bytes for each sixtieth and each of its 1,000 durations that occur there: typically 20 KB, 260 KB at most. It is
 * shared by all terms of the same calls and length, takes nothing before the first call, and there are 4,096 at most. A value of
 * the past takes 2 KB, an operation's histogram 8 KB, its streams 40 KB on 2 cores.
 */
public final class TermReadings implements TermSource {
    /** A term that needs a further window has no data. */
    public static final int MOST_WINDOWS = 4_096;

    private final CallRecorder recorder;
    private final MachineFigures machine;
    private final Cell.Ticks ticks = new Cell.Ticks();
    private final SeenCalls seen;
    private final Map<Term, Cell> cells = new HashMap<>();
    private final Map<WindowKey, CallWindow> windows = new HashMap<>();
    private final Map<Selection, RunningCalls> running = new HashMap<>();
    private final Map<Long, PauseWindow> pauses = new HashMap<>();
    private final List<Cell.OfPast> pasts = new ArrayList<>();
    /** In the order of their making, for a walk that makes no garbage. */
    private final List<CallWindow> windowList = new ArrayList<>();

    private final List<PauseWindow> pauseList = new ArrayList<>();
    private final int[] scratch = new int[Buckets.COUNT];
    private DefaultWindows defaults;
    private long generation;
    private boolean interrupted;
    private int refused;

    private record WindowKey(Selection selection, long windowNanos) {}

    /** Readings of what happens from now on. */
    public TermReadings(CallRecorder recorder, MachineFigures machine, DefaultWindows defaults, long nowNanos) {
        this.recorder = recorder;
        this.machine = machine;
        this.defaults = defaults;
        seen = new SeenCalls(recorder);
        ticks.lastNanos = nowNanos;
        ticks.nowNanos = nowNanos;
    }

    /** Everything is asked for anew until {@link #rebound}. */
    public void rebinding(DefaultWindows newDefaults) {
        defaults = newDefaults;
        generation++;
        for (Iterator<Map.Entry<Term, Cell>> all = cells.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Term, Cell> known = all.next();
            if (hasOtherWindow(known.getKey(), known.getValue())) {
                all.remove();
            }
        }
        refused = 0;
    }

    /** What was not asked for since {@link #rebinding} is let go; all else keeps what it has seen. */
    public void rebound() {
        cells.values().removeIf(cell -> !cell.isOf(generation));
        windows.values().removeIf(window -> !window.isOf(generation));
        windowList.removeIf(window -> !window.isOf(generation));
        running.values().removeIf(group -> !group.isOf(generation));
        pauses.values().removeIf(window -> !window.isOf(generation));
        pauseList.removeIf(window -> !window.isOf(generation));
        pasts.removeIf(past -> !past.isOf(generation));
        seen.keepOnly(generation);
    }

    /** The shortest window that is asked for; the largest number where none is. */
    public long shortestWindowNanos() {
        long shortest = Long.MAX_VALUE;
        for (WindowKey key : windows.keySet()) {
            shortest = Math.min(shortest, key.windowNanos());
        }
        return shortest;
    }

    /** How many terms have no data for want of a window. */
    public int refused() {
        return refused;
    }

    /** How many operations were called; each has an index below, in the order in which they were seen. */
    public int operations() {
        return seen.count();
    }

    /** The name of an operation that was called. */
    public String operation(int index) {
        return seen.name(index);
    }

    /** The machine stood still: everything begins anew at the next tick. */
    public void interrupted() {
        interrupted = true;
    }

    /** Brings everything up to date, after {@link CallRecorder#sample}. */
    public void refresh(long nowNanos) {
        ticks.lastNanos = ticks.nowNanos;
        ticks.nowNanos = nowNanos;
        ticks.number++;
        seen.read(ticks, windowList, running.values(), interrupted);
        for (int i = 0; i < windowList.size(); i++) {
            if (interrupted) {
                windowList.get(i).reset(nowNanos);
            }
            windowList.get(i).advance(nowNanos);
        }
        for (int i = 0; i < pauseList.size(); i++) {
            if (interrupted) {
                pauseList.get(i).reset();
            }
            pauseList.get(i).advance(nowNanos);
        }
        for (int i = 0; i < pasts.size(); i++) {
            if (interrupted) {
                pasts.get(i).forget();
            }
            pasts.get(i).remember();
        }
        interrupted = false;
    }

    @Override
    public Reading reading(Term term) {
        return cell(term);
    }

    private Cell cell(Term term) {
        Cell cell = cells.get(term);
        if (cell == null) {
            cell = create(term);
            cells.put(term, cell);
        }
        cell.mark(generation);
        return cell;
    }

    private Cell create(Term term) {
        if (term instanceof Term.OfCalls calls) {
            return ofCalls(calls);
        }
        if (term instanceof Term.OfMemory memory) {
            return new Cell.OfMachine(ticks, () -> machine.memoryPercent(memory.kind()));
        }
        if (term instanceof Term.Cpu) {
            return new Cell.OfMachine(ticks, machine::cpuPercent);
        }
        if (term instanceof Term.GpuUtilization) {
            return new Cell.OfMachine(ticks, machine::gpuUtilizationPercent);
        }
        if (term instanceof Term.GcPause pause) {
            return new Cell.OfPauses(ticks, pauses(Durations.saturatedNanos(pause.window())));
        }
        if (term instanceof Term.Before before) {
            Cell.OfPast past = new Cell.OfPast(ticks, cell(before.term()), Durations.saturatedNanos(before.ago()));
            pasts.add(past);
            return past;
        }
        throw new IllegalArgumentException(String.valueOf(term));
    }

    private Cell ofCalls(Term.OfCalls term) {
        Figure figure = term.figure();
        if (figure == Figure.IN_FLIGHT || figure == Figure.OLDEST) {
            return new Cell.OfRunning(ticks, running(term.selection()), figure == Figure.OLDEST);
        }
        CallWindow window = window(term.selection(), windowNanos(term));
        if (window == null) {
            refused++;
            return new Cell.OfNothing(ticks);
        }
        if (window.wants(figure)) {
            seen.wants(window);
        }
        return new Cell.OfWindow(ticks, window, figure);
    }

    private long windowNanos(Term.OfCalls term) {
        Duration own = term.window();
        Selection selection = term.selection();
        if (own == null) {
            boolean one = selection.scope() == Selection.Scope.OPERATION
                    && selection.name().isExact();
            own = one ? defaults.ofOperation(selection.name().toString()) : defaults.ofSeveral();
        }
        return Durations.saturatedNanos(own);
    }

    /** Whether a term's default window has changed. */
    private boolean hasOtherWindow(Term term, Cell cell) {
        if (term instanceof Term.Before before) {
            Cell of = cells.get(before.term());
            return of == null || hasOtherWindow(before.term(), of);
        }
        if (!(term instanceof Term.OfCalls calls) || calls.window() != null) {
            return cell instanceof Cell.OfNothing;
        }
        return cell instanceof Cell.OfNothing
                || cell instanceof Cell.OfWindow own
                        && windows.get(new WindowKey(calls.selection(), windowNanos(calls))) != own.window();
    }

    private @Nullable CallWindow window(Selection selection, long windowNanos) {
        WindowKey key = new WindowKey(selection, windowNanos);
        CallWindow window = windows.get(key);
        if (window == null && windows.size() < MOST_WINDOWS) {
            window = new CallWindow(selection, scratch, windowNanos, ticks.nowNanos);
            windows.put(key, window);
            windowList.add(window);
            seen.attach(window);
        }
        return window;
    }

    private RunningCalls running(Selection selection) {
        RunningCalls group = running.get(selection);
        if (group == null) {
            group = new RunningCalls(recorder, selection);
            running.put(selection, group);
            seen.attach(group);
        }
        return group;
    }

    private PauseWindow pauses(long windowNanos) {
        PauseWindow window = pauses.get(windowNanos);
        if (window == null) {
            window = new PauseWindow(machine, windowNanos, ticks.nowNanos);
            pauses.put(windowNanos, window);
            pauseList.add(window);
        }
        return window;
    }
}
