package io.nightjar.observe.follow;

import io.nightjar.observe.CallDepth;
import io.nightjar.observe.CallObserver;
import io.nightjar.observe.ValueReader;
import io.nightjar.pattern.ValuePath;
import io.nightjar.preset.StreamRole;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A method of a stream's own type, which reports something about the calls that its receiver follows. Thread-safe. */
public final class StreamSignal extends CallObserver {
    private final StreamRole role;
    private final FollowedStreams streams;
    private final boolean leaf;
    private final boolean reading;
    /** Stands for a start where one is asked for. */
    private final long signalled;

    private final @Nullable ValuePath until;
    private final ValueReader reader;
    private final StreamFaces faces;
    private final CallDepth groups;

    /**
     * @param signalled what stands for a start, because signals are not timed
     * @param leaf whether the method can call nothing, so that no signal of the same stream can lie within this one
     * @param until of a method that closes: where in the receiver a future lies that ends the stream too; null for none
     */
    public StreamSignal(
            StreamRole role,
            FollowedStreams streams,
            StreamFaces faces,
            long signalled,
            boolean leaf,
            @Nullable ValuePath until,
            ValueReader reader,
            CallDepth groups) {
        this.signalled = signalled;
        this.faces = faces;
        this.until = until;
        this.reader = reader;
        this.groups = groups;
        this.role = role;
        this.streams = streams;
        this.leaf = leaf;
        this.reading = role.reads();
    }

    @Override
    public long enter(Object receiver, Object argument) {
        if (role == StreamRole.WRAPS) {
            return argument == null || streams.find(argument, null) == null ? 0 : signalled;
        }
        if (leaf && reading) {
            return signalled;
        }
        long start = 0;
        FollowedStreams.Entry entry = streams.find(receiver, null);
        boolean ended = false;
        while (entry != null) {
            boolean begins = leaf ? !entry.call.isSignalling() : entry.call.beginSignal(role == StreamRole.CHUNK);
            if (begins) {
                start = leaf ? 0 : signalled;
            }
            if (begins || role == StreamRole.CLOSE && entry.call.isHandingChunk()) {
                before(entry.call, receiver, argument);
                ended |= entry.call.hasEnded();
            }
            entry = streams.find(receiver, entry);
        }
        if (ended) {
            streams.removeEnded(receiver);
        }
        return start;
    }

    private void before(StreamCall call, Object receiver, Object argument) {
        switch (role) {
            case CHUNK -> call.chunk(argument);
            case COMPLETE -> complete(call, argument);
            case HANDLER -> {
                if (argument != null && streams.canFollow(argument)) {
                    streams.add(argument, call);
                }
            }
            case ERROR -> call.failed(argument instanceof Throwable thrown ? thrown : null);
            case CLOSE -> closed(call, receiver);
            case NEXT, MORE, CHUNKS, WRAPS, KEEP -> {}
        }
    }

    /**
     * The reader has finished. Where the stream's future is done before, its end is the stream's: a future notifies its
     * dependents one after the other, and the application that closes the stream then may be notified before the agent.
     */
    private void closed(StreamCall call, Object receiver) {
        if (until == null || call.hasEnded()) {
            call.cancelled();
            return;
        }
        boolean own = groups.beginOwn();
        try {
            if (reader.read(receiver, until) instanceof CompletableFuture<?> future && future.isDone()) {
                endAs(future, call);
            } else {
                call.cancelled();
            }
        } finally {
            if (own) {
                groups.endOwn();
            }
        }
    }

    private static void endAs(CompletableFuture<?> done, StreamCall call) {
        try {
            done.getNow(null);
            call.completed();
        } catch (CompletionException | CancellationException ended) {
            call.failed(ended);
        }
    }

    /** What ends a stream is its result, or perhaps a failure. */
    private static void complete(StreamCall call, Object argument) {
        if (argument instanceof Optional<?> perhaps) {
            if (perhaps.orElse(null) instanceof Throwable thrown) {
                call.failed(thrown);
            } else {
                call.completed();
            }
        } else {
            call.completed(argument);
        }
    }

    @Override
    public Object returned(Object result, long startNanos, Object receiver, Object argument) {
        if (role == StreamRole.WRAPS) {
            if (streams.canFollow(receiver)) {
                streams.move(argument, receiver);
            }
            return result;
        }
        if (leaf && role == StreamRole.MORE && Boolean.TRUE.equals(result)) {
            return result;
        }
        Object returned = result;
        boolean ended = false;
        for (FollowedStreams.Entry entry = streams.find(receiver, null);
                entry != null;
                entry = streams.find(receiver, entry)) {
            StreamCall call = entry.call;
            if (!ownsEnd(call)) {
                continue;
            }
            if (role == StreamRole.NEXT) {
                call.chunk(result);
            } else if (role == StreamRole.MORE && Boolean.FALSE.equals(result)) {
                call.completed();
            } else if (role == StreamRole.CHUNKS) {
                returned = chunks(returned, call, receiver);
            }
            ended |= call.hasEnded();
        }
        if (ended) {
            streams.removeEnded(receiver);
        }
        return returned;
    }

    /** What to return where chunks are read from what was returned. */
    private @Nullable Object chunks(@Nullable Object returned, StreamCall call, Object receiver) {
        if (returned instanceof Stream<?> stream) {
            return FollowedIteration.stream(faces, stream, call, receiver);
        }
        if (returned != null && streams.canFollow(returned)) {
            if (!streams.isReportedBy(returned, call)) {
                streams.add(returned, call);
            }
            return returned;
        }
        return returned instanceof Iterator<?> iterator
                ? FollowedIteration.iterator(iterator, call, receiver)
                : returned;
    }

    @Override
    public void threw(Throwable thrown, long startNanos, long endNanos, Object receiver, Object argument) {
        if (role == StreamRole.WRAPS) {
            return;
        }
        for (FollowedStreams.Entry entry = streams.find(receiver, null);
                entry != null;
                entry = streams.find(receiver, entry)) {
            if (!ownsEnd(entry.call)) {
                continue;
            }
            if (reading && thrown instanceof NoSuchElementException) {
                entry.call.completed();
            } else if (reading) {
                entry.call.failed(thrown);
            }
        }
        if (reading) {
            streams.removeEnded(receiver);
        }
    }

    /** Whether this end is reported to the call: not by a leaf within another signal, which reports it itself. */
    private boolean ownsEnd(StreamCall call) {
        if (leaf) {
            return !call.isSignalling();
        }
        call.endSignal();
        return true;
    }
}
