package io.nightjar.sample;

/** Says why a thing cannot be had on this machine: no failure, nothing to count. */
final class NotAvailableException extends Exception {
    NotAvailableException(String why) {
        super(why, null, false, false);
    }
}
