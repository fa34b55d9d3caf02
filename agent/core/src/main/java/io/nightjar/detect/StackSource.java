package io.nightjar.detect;

import java.util.List;

/** Looks for threads inside an operation's methods. Thread-safe. */
@FunctionalInterface
public interface StackSource {
    /**
     * The stack of one platform thread inside the operation, innermost frame first; empty where none is found. Called only
     * when a stuck alert is made.
     */
    List<String> stackInside(String operation);

    /**
     * The innermost frames of one thread, if that is inside the operation; empty where it is not. Called when a call has
     * passed its threshold.
     */
    default List<String> stackInside(String operation, Thread thread, int mostFrames) {
        return List.of();
    }
}
