package io.nightjar.record;

/** Is shown the failed calls of an operation, by exception. */
@FunctionalInterface
public interface FailureVisitor {
    /**
     * Failed calls of one kind.
     *
     * @param exception the class's full name, with its code where it has one; {@code other} for what is beyond the table's size
     */
    void failed(String exception, long calls);
}
