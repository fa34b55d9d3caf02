package io.nightjar.observe.follow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of completion. A new one is a class and a line here. */
public final class ResultFollowers {
    /** Ends a call as its method returns. */
    public static final ResultFollower RETURN = new ReturnCompletion();

    static final ResultFollower AUTO = new AutoCompletion();
    static final ResultFollower PUBLISHER = new PublisherCompletion();
    static final ResultFollower ITERATOR = new IteratorCompletion();
    static final ResultFollower COROUTINE = new CoroutineCompletion(true);

    private static final ResultFollower FIRST_RETURN = new CoroutineCompletion(false);

    /** All, in the order in which the documentation lists them. */
    public static final List<ResultFollower> ALL =
            List.of(AUTO, RETURN, new FutureCompletion(), PUBLISHER, new CallbackCompletion(), ITERATOR, COROUTINE);

    private ResultFollowers() {}

    /**
     * What follows the calls of a method; null where what it declares cannot be followed. A suspend function returns
     * before it is done and is entered again: of it only {@code return} means something else than its end.
     */
    public static @Nullable ResultFollower following(String completion, MethodDeclaration method) {
        if (method.suspending() != null) {
            return completion.equals(RETURN.completion()) ? FIRST_RETURN : COROUTINE;
        }
        return named(completion).forMethod(method);
    }

    /** The kind of that name; {@code auto} where there is none. */
    public static ResultFollower named(String completion) {
        for (ResultFollower follower : ALL) {
            if (follower.completion().equals(completion)) {
                return follower;
            }
        }
        return AUTO;
    }
}
