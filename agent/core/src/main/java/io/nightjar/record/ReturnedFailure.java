package io.nightjar.record;

import org.jspecify.annotations.Nullable;

/**
 * The failure of a call that returned: a value in its arguments or its result shows it. Stands for nothing that
 * was thrown, and has no stack. Immutable.
 */
public final class ReturnedFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final String path;
    private final @Nullable String code;

    /** @param path where the value stands, which is the failure's class among an operation's errors */
    public ReturnedFailure(String path) {
        this(path, null);
    }

    /** @param code the value, such as an HTTP status; null where it is none */
    public ReturnedFailure(String path, @Nullable String code) {
        super(path, null, false, false);
        this.path = path;
        this.code = code;
    }

    /** What stands behind the class among an operation's errors; null for nothing. */
    public @Nullable String code() {
        return code;
    }

    /** The class by which a failure is counted. */
    static String className(Throwable opened) {
        return opened instanceof ReturnedFailure returned
                ? returned.path
                : opened.getClass().getName();
    }
}
