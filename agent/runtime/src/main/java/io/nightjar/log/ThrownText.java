package io.nightjar.log;

import org.jspecify.annotations.Nullable;

/**
 * What the log says of a throwable: the names of its class and of its causes' classes, and the first frame of the
 * agent's own. Never a message: it may be the application's, and hold anything. Stateless; thread-safe.
 */
public final class ThrownText {
    private static final int MOST_CAUSES = 3;
    private static final int LONGEST_NAME = 200;

    private ThrownText() {}

    /** For example {@code java.lang.IllegalStateException at io.nightjar.observe.ValueReader.next(ValueReader.java:102)}. */
    public static String of(Throwable thrown) {
        StringBuilder text = new StringBuilder(128).append(name(thrown));
        Throwable each = thrown;
        for (int i = 0; i < MOST_CAUSES; i++) {
            Throwable cause = cause(each);
            if (cause == null || cause == each) {
                break;
            }
            text.append(", caused by ").append(name(cause));
            each = cause;
        }
        return text.append(at(thrown)).toString();
    }

    private static String name(Throwable thrown) {
        return NeutralText.of(thrown.getClass().getName(), LONGEST_NAME);
    }

    private static @Nullable Throwable cause(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable overridden) {
            return null;
        }
    }

    private static String at(Throwable thrown) {
        try {
            for (StackTraceElement frame : thrown.getStackTrace()) {
                if (frame.getClassName().startsWith("io.nightjar.")) {
                    return " at " + NeutralText.of(plain(frame), LONGEST_NAME);
                }
            }
            return "";
        } catch (Throwable overridden) {
            return "";
        }
    }

    /** Without the names of loader and module, which are always the same for our own classes. */
    private static String plain(StackTraceElement frame) {
        return frame.getClassName()
                + '.'
                + frame.getMethodName()
                + '('
                + frame.getFileName()
                + ':'
                + frame.getLineNumber()
                + ')';
    }
}
