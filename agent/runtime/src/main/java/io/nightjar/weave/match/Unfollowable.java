package io.nightjar.weave.match;

import io.nightjar.observe.follow.ResultFollowers;
import org.jspecify.annotations.Nullable;

/** What a method's declaration alone shows of a completion that cannot be followed; what only its calls show is seen at run time. */
public final class Unfollowable {
    private Unfollowable() {}

    /** The sentence in the log about a method whose calls end as it returns, though they may go on; null where nothing is known. */
    public static @Nullable String sentence(String className, MethodChoice.Match match) {
        String type = ResultFollowers.named(match.rule().completion())
                .unfollowable(match.method().declaration());
        return type == null
                ? null
                : match.operation() + " ends when its method returns in " + className.replace('/', '.') + '#'
                        + match.method().name + ": " + type + " cannot be followed to its end";
    }
}
