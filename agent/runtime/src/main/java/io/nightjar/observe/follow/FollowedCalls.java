package io.nightjar.observe.follow;

import io.nightjar.observe.AwaitedCalls;
import io.nightjar.observe.NotFollowed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls that go on after their methods have returned, and what is known of those that cannot be followed. Each part is made
 * when a class is woven that needs it: where all calls end as they return, none is. Thread-safe.
 */
public final class FollowedCalls {
    private volatile @Nullable FollowedStreams streams;
    private volatile @Nullable AwaitedCalls awaited;
    private volatile @Nullable NotFollowed notFollowed;

    /** Those that objects of the application report. */
    public synchronized FollowedStreams streams() {
        FollowedStreams made = streams;
        if (made == null) {
            made = new FollowedStreams();
            streams = made;
        }
        return made;
    }

    /** Those that wait for an object to end them. */
    public synchronized AwaitedCalls awaited() {
        AwaitedCalls made = awaited;
        if (made == null) {
            made = new AwaitedCalls();
            awaited = made;
        }
        return made;
    }

    /** Those that end as they return, because what they return cannot be followed. */
    public synchronized NotFollowed notFollowed() {
        NotFollowed made = notFollowed;
        if (made == null) {
            made = new NotFollowed();
            notFollowed = made;
        }
        return made;
    }

    /** Of {@link #notFollowed}, all that were seen. */
    public List<NotFollowed.Entry> allNotFollowed() {
        NotFollowed made = notFollowed;
        return made == null ? List.of() : made.entries();
    }

    /** Of {@link #notFollowed}, those seen since the last time. */
    public List<NotFollowed.Entry> takeUnreported() {
        NotFollowed made = notFollowed;
        return made == null ? List.of() : made.takeUnreported();
    }

    /** Ends the calls that nothing can end any more. One thread at a time. */
    public void endAbandoned() {
        FollowedStreams ofStreams = streams;
        if (ofStreams != null) {
            ofStreams.endAbandoned();
        }
        AwaitedCalls waiting = awaited;
        if (waiting != null) {
            waiting.endAbandoned();
        }
    }
}
