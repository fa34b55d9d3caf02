package io.nightjar.observe;

import io.nightjar.hook.Hook;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which groups have a call running on the current thread; or that Nightjar itself is calling the application.
 * Thread-safe.
 *
 * <p>The only thread-local of the agent: nothing else distinguishes a nested call from an outermost one. Its value is a
 * plain array, so a thread that outlives the agent keeps nothing of it, and it dies with a virtual thread.
 */
public final class CallDepth {
    /*
     * A mark is the group together with the start of its outermost call, so the end of one call never removes the mark of
     * another. Marks stand one behind the other from the beginning of the array; 0 is no mark. The outermost call marks
     * after everything that can fail, by one store, and so leaves no mark where its start failed. A mark whose end had no
     * stack left is recognised by its start: the hook keeps that end.
     */
    public static final int GROUP_SHIFT = 50;
    public static final long START_MASK = (1L << GROUP_SHIFT) - 1;
    /** The mark of Nightjar's own calls; a group's mark holds one more than its number. */
    private static final long OWN = 0;

    private static final long OWN_MARK = OWN + 1L << GROUP_SHIFT;
    private static final int MOST_LEFT_BEHIND = 10_000;

    private final ThreadLocal<long[]> running = new ThreadLocal<>();
    /** Marks whose ends were reported on another thread than theirs. */
    private final Set<Long> leftBehind = ConcurrentHashMap.newKeySet();

    /**
     * The marks of this thread, with a free place for one more, where no call of the group is running and the agent is
     * not calling itself; else null. Nothing is marked yet: the caller does it, once all that can fail is done, without
     * a call: {@code group + 1L << GROUP_SHIFT | startNanos & START_MASK} at the first place that holds 0.
     */
    public long @Nullable [] outermost(int group) {
        long[] marks = running.get();
        if (marks == null) {
            marks = new long[1];
            running.set(marks);
            return marks;
        }
        for (int i = 0; i < marks.length; i++) {
            long mark = marks[i];
            if (mark == 0) {
                return marks;
            }
            if (isNesting(mark, group) && !removeIfLeftBehind(marks, i)) {
                return null;
            }
        }
        return marks[marks.length - 1] == 0 ? marks : grow(marks);
    }

    /** Whether a call of the group is running, or the agent itself calls. */
    boolean isRunning(int group) {
        long[] marks = running.get();
        if (marks == null) {
            return false;
        }
        for (int i = 0; i < marks.length; i++) {
            long mark = marks[i];
            if (mark == 0) {
                return false;
            }
            if (isNesting(mark, group) && !removeIfLeftBehind(marks, i)) {
                return true;
            }
        }
        return false;
    }

    /** The outermost call of the group, which started then, is over. */
    void exit(int group, long startNanos) {
        long mark = markOf(group, startNanos);
        long[] marks = running.get();
        if (marks != null) {
            for (int i = 0; i < marks.length; i++) {
                if (marks[i] == mark) {
                    removeAt(marks, i);
                    return;
                }
            }
        }
        if (leftBehind.size() < MOST_LEFT_BEHIND) {
            leftBehind.add(mark);
        }
    }

    /** From here to {@link #endOwn} nothing on this thread is recorded; false where that is so already. */
    public boolean beginOwn() {
        long[] marks = running.get();
        if (marks == null) {
            marks = new long[1];
            running.set(marks);
        }
        for (int i = 0; i < marks.length && marks[i] != 0; i++) {
            if (marks[i] == OWN_MARK) {
                return false;
            }
        }
        if (marks[marks.length - 1] != 0) {
            marks = grow(marks);
        }
        for (int i = 0; i < marks.length; i++) {
            if (marks[i] == 0) {
                marks[i] = OWN_MARK;
                return true;
            }
        }
        return false;
    }

    public void endOwn() {
        long[] marks = running.get();
        for (int i = 0; i < marks.length; i++) {
            if (marks[i] == OWN_MARK) {
                removeAt(marks, i);
                return;
            }
        }
    }

    private static boolean isNesting(long mark, int group) {
        long marked = mark >>> GROUP_SHIFT;
        return marked == group + 1 || marked == OWN + 1;
    }

    /** Takes a mark away whose call has ended long ago, and whose end nothing reported. */
    private boolean removeIfLeftBehind(long[] marks, int at) {
        long mark = marks[at];
        boolean left = Hook.isKept(mark & START_MASK, START_MASK)
                || Hook.hasDeferred() && Hook.isDeferred(mark & START_MASK, START_MASK)
                || !leftBehind.isEmpty() && leftBehind.remove(mark);
        if (left) {
            removeAt(marks, at);
        }
        return left;
    }

    private static void removeAt(long[] marks, int at) {
        int last = marks.length - 1;
        for (int i = at; i < last; i++) {
            marks[i] = marks[i + 1];
        }
        marks[last] = 0;
    }

    private static long markOf(int group, long startNanos) {
        return group + 1L << GROUP_SHIFT | startNanos & START_MASK;
    }

    private long[] grow(long[] marks) {
        long[] grown = new long[marks.length + 3];
        System.arraycopy(marks, 0, grown, 0, marks.length);
        running.set(grown);
        return grown;
    }
}
