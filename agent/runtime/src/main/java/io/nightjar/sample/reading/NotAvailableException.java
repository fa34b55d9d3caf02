package io.nightjar.sample.reading;

/** Says why a thing cannot be had on this machine: no failure, nothing to count. */
public final class NotAvailableException extends Exception {
    public NotAvailableException(String why) {
        super(why, null, false, false);
    }
}
