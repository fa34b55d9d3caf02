package io.nightjar.detect;

import java.util.List;

/** Looks for a thread inside an operation's method; called only when a stuck alert is made. Thread-safe. */
@FunctionalInterface
public interface StackSource {
    /** The stack of one platform thread inside the operation, innermost frame first; empty where none is found. */
    List<String> stackInside(String operation);
}
