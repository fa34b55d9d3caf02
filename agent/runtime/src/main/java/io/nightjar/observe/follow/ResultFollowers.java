package io.nightjar.observe.follow;

import java.util.List;

/** The kinds of completion. A new one is a class and a line here. */
public final class ResultFollowers {
    /** Ends a call as its method returns. */
    public static final ResultFollower RETURN = new ReturnCompletion();

    static final ResultFollower AUTO = new AutoCompletion();
    static final ResultFollower PUBLISHER = new PublisherCompletion();
    static final ResultFollower ITERATOR = new IteratorCompletion();

    /** All, in the order in which the documentation lists them. */
    public static final List<ResultFollower> ALL =
            List.of(AUTO, RETURN, new FutureCompletion(), PUBLISHER, new CallbackCompletion(), ITERATOR);

    private ResultFollowers() {}

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
