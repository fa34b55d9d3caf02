package io.nightjar.observe.follow;

import io.nightjar.log.AgentLog;
import java.util.List;

/**
 * What hears of the ends of futures that are no {@code CompletionStage}, found once for each class. None of their libraries
 * is needed here. Thread-safe.
 */
public final class Futures {
    /** The kinds of futures. A new one is a class in the package {@code future} and a line here. */
    private static final List<FutureKind> KINDS = List.of(
            new FutureKind("com.google.common.util.concurrent.ListenableFuture", "GuavaFutures"),
            new FutureKind("io.vertx.core.Future", "VertxFutures"),
            new FutureKind("scala.concurrent.Future", "ScalaFutures"));

    /** Of a class in which no call goes on. */
    static final FutureFollower NONE = new Unfollowed();

    /** Of a class in which a call goes on that cannot be followed. */
    static final FutureFollower LAZY = new Unfollowed();

    private final AgentLog log;
    private final ClassValue<FutureFollower> followers = new ClassValue<>() {
        @Override
        protected FutureFollower computeValue(Class<?> type) {
            return find(type);
        }
    };

    public Futures(AgentLog log) {
        this.log = log;
    }

    /** What follows such a result, {@link #NONE} or {@link #LAZY}. */
    FutureFollower followerOf(Object result) {
        return followers.get(result.getClass());
    }

    private FutureFollower find(Class<?> type) {
        try {
            for (FutureKind kind : KINDS) {
                FutureFollower follower = kind.followerOf(type);
                if (follower != null) {
                    return follower;
                }
            }
        } catch (Throwable failure) {
            // Of such a library something is missing.
            log.failure("weave.future", failure);
            return LAZY;
        }
        return LazyTypes.goesOnIn(type) ? LAZY : NONE;
    }

    /** Follows nothing. */
    private static final class Unfollowed implements FutureFollower {
        @Override
        public void follow(Object future, FutureEnd end) {
            throw new IllegalStateException("no future");
        }

        @Override
        public void read(Object done, FutureEnd end) {
            throw new IllegalStateException("no future");
        }
    }
}
