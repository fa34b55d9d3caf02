package io.nightjar.observe.follow;

import io.nightjar.observe.Awaited;
import io.nightjar.observe.Observation;
import java.lang.ref.WeakReference;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A call whose stream a future gives: it waits for the future, and goes on in the stream. Thread-safe.
 */
final class StreamToCome extends Awaited {
    /*
     * A future tells its dependents one after the other, and wakes those that wait for it: the application may read the stream
     * before the listener here is told. So a signal of a stream that nobody follows asks those to come whether it is theirs.
     */
    private final Observation observation;
    private final FollowedStreams streams;
    private final StreamCall call;
    private final WeakReference<Object> future;
    /** Whether the call no longer waits for the future; written under this. */
    private volatile boolean came;

    /** Whether it goes on in a stream, which ends it. */
    private volatile boolean inStream;

    private StreamToCome(
            Listener listener, Observation observation, FollowedStreams streams, StreamCall call, Object future) {
        super(listener);
        this.observation = observation;
        this.streams = streams;
        this.call = call;
        this.future = new WeakReference<>(future);
    }

    /**
     * The call waits for a future from now on.
     *
     * @param library what follows a future that is no {@code CompletionStage}; null for one that is
     */
    static void await(
            Object future,
            @Nullable FutureFollower library,
            Observation observation,
            FollowedStreams streams,
            StreamCall call) {
        Listener listener = new Listener(library);
        StreamToCome toCome = new StreamToCome(listener, observation, streams, call, future);
        listener.toCome = toCome;
        observation.awaited().add(toCome);
        streams.awaits(toCome);
        boolean own = observation.groups().beginOwn();
        try {
            if (library == null) {
                ((CompletionStage<?>) future).whenComplete(listener);
            } else {
                library.follow(future, listener);
            }
        } catch (Throwable failure) {
            observation.log().failure("weave.future", failure);
            observation.cannotFollow(future);
            toCome.end(null, null);
        } finally {
            if (own) {
                observation.groups().endOwn();
            }
        }
    }

    @Override
    public boolean hasEnded() {
        return inStream || call.hasEnded();
    }

    @Override
    public void abandoned() {
        streams.awaitsNoMore(this);
        call.cancelled();
    }

    /** Takes the stream where it is the one that the future gave. */
    void takeIfGiven(Object stream) {
        boolean own = observation.groups().beginOwn();
        try {
            if (!came && future.get() instanceof Future<?> given && given.isDone() && valueOf(given) == stream) {
                end(stream, null);
            }
        } catch (Throwable failure) {
            observation.log().failure("weave.future", failure);
        } finally {
            if (own) {
                observation.groups().endOwn();
            }
        }
    }

    private static @Nullable Object valueOf(Future<?> done) {
        // An interrupted thread is refused even what is there.
        boolean interrupted = Thread.interrupted();
        try {
            return done.get();
        } catch (Exception failed) {
            return null;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The future came to a value, or failed. */
    private void end(@Nullable Object value, @Nullable Throwable thrown) {
        boolean stream = thrown == null && value != null && streams.canFollow(value);
        synchronized (this) {
            if (came) {
                return;
            }
            if (stream) {
                streams.add(value, call);
                inStream = true;
            }
            came = true;
        }
        streams.awaitsNoMore(this);
        if (thrown != null) {
            call.failed(thrown);
        } else if (!stream) {
            if (value != null) {
                observation.cannotFollow(value);
            }
            call.completed(value);
        }
    }

    /** Held by the future alone. */
    private static final class Listener implements BiConsumer<Object, Throwable>, FutureEnd {
        private final @Nullable FutureFollower library;

        @Nullable
        StreamToCome toCome;

        Listener(@Nullable FutureFollower library) {
            this.library = library;
        }

        @Override
        public void accept(@Nullable Object value, @Nullable Throwable thrown) {
            try {
                toCome.end(value, thrown);
            } catch (Throwable failure) {
                toCome.observation.log().failure("weave.future", failure);
            }
        }

        @Override
        public void done(Object done) {
            boolean own = toCome.observation.groups().beginOwn();
            try {
                library.read(done, this);
            } catch (Throwable failure) {
                toCome.observation.log().failure("weave.future", failure);
                accept(null, null);
            } finally {
                if (own) {
                    toCome.observation.groups().endOwn();
                }
            }
        }

        @Override
        public void outcome(@Nullable Object value, @Nullable Throwable thrown) {
            accept(value, thrown);
        }
    }
}
