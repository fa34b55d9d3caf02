package io.nightjar.observe.follow.rxjava;

/** What RxJava throws where a source throws at its subscription. Stateless. */
final class Refusals {
    private Refusals() {}

    /** What the source threw: RxJava hides it in a NullPointerException, the only one that it lets through. */
    static Throwable opened(Throwable thrown) {
        Throwable cause = thrown instanceof NullPointerException ? thrown.getCause() : null;
        return cause == null ? thrown : cause;
    }
}
