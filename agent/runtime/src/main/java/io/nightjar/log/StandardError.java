package io.nightjar.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;

/**
 * The JVM's standard error itself, past {@link System#err}, which the application may have led into its own logging.
 * Never closed.
 */
final class StandardError {
    private StandardError() {}

    static OutputStream open() {
        try {
            return new FileOutputStream(FileDescriptor.err);
        } catch (SecurityException refused) {
            return System.err; // a security manager that lets nobody write to a file descriptor
        }
    }
}
