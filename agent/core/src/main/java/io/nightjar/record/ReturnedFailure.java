package io.nightjar.record;

/**
 * The failure of a call that returned: a value in its arguments or its result shows it. Stands for nothing that
 * was thrown, and has no stack. Immutable.
 */
public final class ReturnedFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final String path;

    /** @param path where the value stands, which is the failure's class among an operation's errors */
    public ReturnedFailure(String path) {
        super(path, null, false, false);
        this.path = path;
    }

    /** The class by which a failure is counted. */
    static String className(Throwable opened) {
        return opened instanceof ReturnedFailure returned
                ? returned.path
                : opened.getClass().getName();
    }
}
