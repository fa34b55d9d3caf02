package io.nightjar.observe.follow;

import io.nightjar.observe.Observation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The calls whose stream an object of the application reports: a handler that receives chunks, or what they are
 * read from. Found by the object's identity, without allocation; an object that is collected ends its call as cancelled.
 * Thread-safe.
 */
public final class FollowedStreams {
    /*
     * A fixed array of buckets, each an immutable chain of entries that is replaced as a whole by compare-and-set:
     * readers need no more than an acquiring read of the bucket, writers retry. An entry's object is weakly held, so that
     * following a stream keeps nothing of the application alive; what was collected is removed by the periodic tasks.
     */
    private static final int BUCKETS = 1 << 10;

    private static final VarHandle BUCKET = MethodHandles.arrayElementVarHandle(Entry[].class);

    private final @Nullable Entry[] buckets = new Entry[BUCKETS];
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private final Set<String> followedClasses = ConcurrentHashMap.newKeySet();
    /** Calls whose stream a future has yet to give. */
    private final Set<StreamToCome> toCome = ConcurrentHashMap.newKeySet();

    private volatile ClassValue<Boolean> followed = new Followed();

    /** Whether a class, or a super type whose methods it inherits, is followed; made anew when that may have changed. */
    private final class Followed extends ClassValue<Boolean> {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isFollowed(type);
        }
    }

    /** One followed object. */
    static final class Entry extends WeakReference<Object> {
        final StreamCall call;
        /** The bucket, and above it the low bits of the id of the thread that added it. */
        private final int place;

        private final @Nullable Entry next;

        private Entry(
                Object object, StreamCall call, int place, @Nullable Entry next, ReferenceQueue<Object> collected) {
            super(object, collected);
            this.call = call;
            this.place = place;
            this.next = next;
        }
    }

    /** The methods of that class, by its dotted name, report streams. */
    public void addClass(String name) {
        if (followedClasses.add(name)) {
            followed = new Followed();
        }
    }

    /** Whether methods of the object's class are woven to report streams. */
    boolean canFollow(Object object) {
        return followed.get(object.getClass());
    }

    void add(Object object, StreamCall call) {
        int bucket = bucketOf(object);
        int place = placeHere(bucket);
        Entry head;
        do {
            head = head(bucket);
        } while (!BUCKET.compareAndSet(buckets, bucket, head, new Entry(object, call, place, head, collected)));
    }

    /** The next call of an object, after one already found or from the beginning; null where there are no more. */
    @Nullable
    Entry find(Object object, @Nullable Entry after) {
        if (after != null) {
            return firstOf(object, after.next);
        }
        // Asked before the entries are: who leaves the calls to come has an entry.
        boolean anyToCome = !toCome.isEmpty();
        Entry entry = firstOf(object, head(bucketOf(object)));
        if (entry != null || !anyToCome || !canFollow(object)) {
            return entry;
        }
        for (StreamToCome each : toCome) {
            each.takeIfGiven(object);
        }
        return firstOf(object, head(bucketOf(object)));
    }

    private static @Nullable Entry firstOf(Object object, @Nullable Entry from) {
        Entry entry = from;
        while (entry != null && !entry.refersTo(object)) {
            entry = entry.next;
        }
        return entry;
    }

    /** Whether the object reports that call already. */
    boolean isReportedBy(Object object, StreamCall call) {
        Entry entry = firstOf(object, head(bucketOf(object)));
        while (entry != null && entry.call != call) {
            entry = firstOf(object, entry.next);
        }
        return entry != null;
    }

    void awaits(StreamToCome call) {
        toCome.add(call);
    }

    void awaitsNoMore(StreamToCome call) {
        toCome.remove(call);
    }

    /**
     * Another object replaces one from now on: the call that this thread, or else any, added last for it, which is the
     * one being subscribed to, is followed by the other alone. So calls that share a handler stay distinct.
     */
    void move(Object from, Object to) {
        Entry newest = find(from, null);
        if (newest == null) {
            return;
        }
        int place = placeHere(bucketOf(from));
        Entry ofThread = newest;
        while (ofThread != null && ofThread.place != place) {
            ofThread = find(from, ofThread);
        }
        StreamCall call = ofThread == null ? newest.call : ofThread.call;
        add(to, call);
        sweep(bucketOf(from), from, call);
    }

    /** The call of an operation that started then, whatever object reports it; null where it is not followed. */
    @Nullable
    StreamCall find(Observation observation, long startNanos) {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            for (Entry entry = head(bucket); entry != null; entry = entry.next) {
                if (entry.call.isOf(observation, startNanos)) {
                    return entry.call;
                }
            }
        }
        return null;
    }

    /** Takes out the object's calls that have ended. */
    void removeEnded(Object object) {
        sweep(bucketOf(object), null, null);
    }

    /** Ends the calls of which every object was collected, as cancelled; how many that were. */
    public int endAbandoned() {
        int count = 0;
        for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
            Entry entry = (Entry) gone;
            sweep(entry.place & BUCKETS - 1, null, null);
            if (!entry.call.hasEnded() && !isFollowed(entry.call)) {
                entry.call.cancelled();
                count++;
            }
        }
        return count;
    }

    /** Takes out what has ended or was collected, and one object's one call. */
    private void sweep(int bucket, @Nullable Object gone, @Nullable StreamCall goneCall) {
        Entry head;
        Entry kept;
        do {
            head = head(bucket);
            kept = null;
            for (Entry entry = head; entry != null; entry = entry.next) {
                Object object = entry.get();
                boolean leaves = object == null || entry.call.hasEnded() || object == gone && entry.call == goneCall;
                if (!leaves) {
                    kept = new Entry(object, entry.call, entry.place, kept, collected);
                }
            }
        } while (!BUCKET.compareAndSet(buckets, bucket, head, kept));
    }

    /** Whether any live object reports the call. */
    private boolean isFollowed(StreamCall call) {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            for (Entry entry = head(bucket); entry != null; entry = entry.next) {
                if (entry.call == call && !entry.refersTo(null)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isFollowed(@Nullable Class<?> type) {
        if (type == null || followedClasses.contains(type.getName())) {
            return type != null;
        }
        for (Class<?> face : type.getInterfaces()) {
            if (isFollowed(face)) {
                return true;
            }
        }
        return isFollowed(type.getSuperclass());
    }

    private @Nullable Entry head(int bucket) {
        return (Entry) BUCKET.getAcquire(buckets, bucket);
    }

    private static int placeHere(int bucket) {
        return (int) Thread.currentThread().getId() * BUCKETS | bucket;
    }

    private static int bucketOf(Object object) {
        int hash = System.identityHashCode(object);
        return (hash ^ hash >>> 15) & BUCKETS - 1;
    }
}
